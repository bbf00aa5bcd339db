"""What dossiers keep of a person, for who asks it."""

from schakel.dossiers.models import (
    Fact,
    File,
    Follow,
    MailChoice,
    Notice,
    Remark,
    RemarkReport,
)
from schakel.people.models import Person


def personal_data(person: Person) -> dict[str, object]:
    """Acts, remarks, reports, files, follows and the choice of mail, as far as kept with a name."""
    choice = MailChoice.objects.filter(person=person).first()
    return {
        "acts": [
            {
                "verb": fact.entry.verb,
                "dossier": fact.dossier.title if fact.dossier else None,
                "at": fact.entry.at.isoformat(),
            }
            for fact in Fact.objects.filter(person=person).select_related("entry", "dossier")
        ],
        "remarks": [
            {
                "dossier": remark.dossier.title,
                "text": remark.text,
                "state": remark.state,
                "office": remark.office,
                "hidden_reason": remark.hidden_reason,
                "appeal": remark.appeal,
                "at": remark.at.isoformat(),
            }
            for remark in Remark.objects.filter(by=person).select_related("dossier")
        ],
        "hidden": list(
            Remark.objects.filter(hidden_by=person).values_list("dossier__title", "hidden_reason")
        ),
        "reports": [
            {"remark": report.remark_id, "reason": report.reason, "at": report.at.isoformat()}
            for report in RemarkReport.objects.filter(by=person)
        ],
        "files": [
            {"name": file.name, "dossier": file.dossier.title, "added": file.added.isoformat()}
            for file in File.objects.filter(by=person).select_related("dossier")
        ],
        "follows": [
            {"what": str(follow.dossier or follow.area), "since": follow.since.isoformat()}
            for follow in Follow.objects.filter(person=person).select_related("dossier", "area")
        ],
        "mail": None
        if choice is None
        else {
            "rhythm": choice.rhythm,
            "told_until": choice.told_until.isoformat(),
            "last_day": choice.day and choice.day.isoformat(),
            "undeliverable": choice.undeliverable,
        },
        "events": [
            {"kind": kind, "at": at.isoformat()}
            for kind, at in Notice.objects.filter(by=person).values_list("kind", "at")
        ],
    }
