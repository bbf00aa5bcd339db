"""Every address of the site with an example for the world: the list that all crawls share."""

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from schakel.dossiers.services.follows import unsubscribe_token
from schakel.initiatives.tokens import block_token
from tests.world import World


def names(resolver: URLResolver | None = None, space: str = "") -> set[str]:
    """Every address that the site answers, as `app:name`."""
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found |= names(pattern, inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            found.add(f"{space}{pattern.name}")
    return found


def addresses(town: World) -> dict[str, str]:
    """An example address for each name, at a round in the state where the page means something."""
    preparing, running, decided = (
        round.dossier.address for round in (town.preparing, town.open, town.decided)
    )
    plan = town.preparing.projects.first().pk
    area = [town.area.code.lower(), town.area.slug]
    about, own = town.remark.dossier.address, [town.remark.pk]
    told, dream, initiative = (
        town.initiatives[key].dossier.address for key in ("told", "dream", "initiative")
    )
    place, tie = ([town.more["places"][key].pk] for key in ("point", "tie"))
    asked = town.more["campaigns"]
    campaign = [asked["campaign"].dossier.address]
    going = [town.more["people"]["handover"].pk]
    scan = town.more["scans"]["chain"].pk
    activity = town.more["agenda"]["activity"].dossier.address
    activity_day = town.more["agenda"]["day"]
    step = town.initiatives["initiative"].milestones.first().pk
    with_arguments = {
        "dossiers:add_file": [about],
        "dossiers:file": [town.file.pk],
        "dossiers:small_file": [town.file.pk],
        "dossiers:remove_file": [town.file.pk],
        "dossiers:remarks": [about],
        "dossiers:write": [about],
        "dossiers:word": [about, "residents"],
        "dossiers:answer": own,
        "dossiers:change": own,
        "dossiers:withdraw": own,
        "dossiers:report": own,
        "dossiers:hide": own,
        "dossiers:dismiss": own,
        "dossiers:appeal": [town.hidden.pk],
        "dossiers:decide_appeal": [town.appealed.pk],
        "dossiers:follow": [about],
        "dossiers:follow_area": area[:1],
        "dossiers:unsubscribe": [unsubscribe_token(town.persons["resident"])],
        "agenda:area": area[:1],
        "agenda:area_file": area[:1],
        "agenda:call_off": [activity],
        "agenda:call_off_day": [activity, activity_day],
        "agenda:change": [activity],
        "agenda:detail": [activity],
        "agenda:leave": [activity, activity_day],
        "agenda:move": [activity, activity_day],
        "agenda:party_file": [town.party.address],
        "agenda:print": area[:1],
        "agenda:register": [activity, activity_day],
        "agenda:who": [activity, activity_day],
        "dossiers:agenda": [about],
        "dossiers:area_agenda": area[:1],
        "funding:letter": [decided],
        "funding:letter_pdf": [decided],
        "account_reset_password_from_key": ["0", "over"],
        "mfa_remove_webauthn": [1],
        "areas:changes": area,
        "areas:changes-json": area,
        "areas:detail": area,
        "areas:json": area,
        "sheets:csv": ["vraag-en-aanbod"],
        "sheets:empty": ["vraag-en-aanbod"],
        "sheets:layout": ["vraag-en-aanbod"],
        "sheets:upload": ["vraag-en-aanbod"],
        "sheets:waiting": [town.progress.pk],
        "people:party": [town.party.address],
        "people:json": [town.party.address],
        "people:change": [town.party.address],
        "people:end": [town.party.address],
        "people:money": [town.party.address],
        "people:merge": [town.party.address],
        "people:roles": [town.party.address],
        "people:invite": [town.party.address],
        "people:change_role": [town.party.address, town.seat.pk],
        "people:end_role": [town.party.address, town.seat.pk],
        "people:uninvite": [town.party.address, town.invitation.invitation.pk],
        "people:invitation": [town.invitation.token],
        "people:leave": [town.seat.pk],
        "people:named": [town.seat.pk],
        "people:join_confirm": [town.join],
        "people:end_mandate": [town.mandate.pk],
        "people:desk_erase": [town.behalf.pk],
        "norms:detail": ["awb.objection_weeks"],
        "norms:json": ["awb.objection_weeks"],
        "norms:verify": ["awb.objection_weeks"],
        "norms:change": ["awb.objection_weeks"],
        "norms:deviate": ["awb.objection_weeks"],
        "exchange:detail": [town.lines["asked"].address],
        "exchange:answer": [town.lines["asked"].address],
        "exchange:handle": [town.lines["asked"].address],
        "exchange:report": [town.lines["asked"].address],
        "exchange:withdraw": [town.lines["asked"].address],
        "exchange:accept": [town.lines["answer"].address],
        "exchange:block": [town.lines["answer"].address],
        "exchange:unblock": [town.block.pk],
        "exchange:deliver": [town.lines["promised"].address],
        "exchange:confirm": [town.lines["delivered"].address],
        "exchange:miss": [town.lines["delivered"].address],
        "initiatives:accept_handover": going,
        "initiatives:greet": [town.more["neighbours"]["neighbour"].pk],
        "initiatives:vitality": [initiative],
        "initiatives:pulse": [initiative],
        "initiatives:share_vitality": [initiative],
        "initiatives:circle": [initiative],
        "initiatives:stand_in": [initiative],
        "initiatives:ask_circle": [initiative],
        "initiatives:propose_merge": [initiative],
        "initiatives:merge": [town.more["neighbours"]["merge"].pk],
        "initiatives:starter_package": [initiative],
        "initiatives:put_in_starter": [town.lines["offered"].short_id],
        "initiatives:take_out_starter": [town.more["neighbours"]["starter"].pk],
        "initiatives:scout": [initiative],
        "initiatives:given": [initiative],
        "initiatives:block_sender": [block_token(town.persons["twice"], town.persons["council"])],
        "initiatives:adopt": [dream],
        "initiatives:story": [initiative],
        "initiatives:kit": [initiative],
        "initiatives:pitch_residents": [initiative],
        "initiatives:pitch_partners": [initiative],
        "initiatives:pitch_residents_pdf": [initiative],
        "initiatives:pitch_partners_pdf": [initiative],
        "initiatives:campaign": campaign,
        "initiatives:campaign-csv": campaign,
        "initiatives:enter_responses": campaign,
        "initiatives:hide_response": [asked["response"].pk],
        "initiatives:order_responses": campaign,
        "initiatives:place_response": [asked["response"].pk],
        "initiatives:rename_topic": [asked["topic"].pk],
        "initiatives:respond": campaign,
        "initiatives:responses": campaign,
        "initiatives:show_response": [asked["waiting"].pk],
        "initiatives:change_point": place,
        "initiatives:close_point": place,
        "initiatives:confirm_tie": tie,
        "initiatives:end_point": place,
        "initiatives:end_tie": tie,
        "initiatives:pack": area[:1],
        "initiatives:point": place,
        "initiatives:strength": area[:1],
        "initiatives:tie": tie,
        "initiatives:advice": [initiative],
        "initiatives:ambassador": [initiative],
        "initiatives:again": [initiative],
        "initiatives:answer_need": [town.more["people"]["need"].pk],
        "initiatives:ask_link": [scan, "ownership"],
        "initiatives:brought": [town.more["people"]["link"]],
        "initiatives:change": [initiative],
        "initiatives:claim": [town.initiatives["claim"]],
        "initiatives:complete_handover": going,
        "initiatives:consent": going,
        "initiatives:copy": [initiative],
        "initiatives:detail": [initiative],
        "initiatives:edit_link": [town.municipality.address, "chain", "dream"],
        "initiatives:edit_table": [town.municipality.address, "chain"],
        "initiatives:fill_scan": [initiative],
        "initiatives:fill_stamina": [town.party.address],
        "initiatives:hand_over": [initiative],
        "initiatives:handover": going,
        "initiatives:join": [initiative],
        "initiatives:json": [initiative],
        "initiatives:leave": [initiative],
        "initiatives:milestone": [initiative],
        "initiatives:reached": [initiative, step],
        "initiatives:questions": [town.municipality.address],
        "initiatives:needs": [initiative],
        "initiatives:release": [initiative],
        "initiatives:rescue": [initiative],
        "initiatives:remove": [dream],
        "initiatives:renew": [told],
        "initiatives:say": [initiative, "grow"],
        "initiatives:scan": [scan],
        "initiatives:scans": [initiative],
        "initiatives:share_scan": [scan],
        "initiatives:show": [told],
        "initiatives:stop_handover": going,
        "initiatives:stamina": [town.party.address],
        "norms:end": ["privacy.minimum_count", town.deviation.pk],
        "voice:code": [running],
        "voice:choice": [running],
        "voice:check": [running],
        "voice:done": [running],
        "funding:new_step": ["wat"],
        "funding:waiting": [town.progress.pk],
        "funding:round": [decided],
        "funding:round_json": [decided],
        "funding:ballots": [decided],
        "funding:outcome": [decided],
        "funding:recompute": [decided],
        "funding:journal": [decided],
        "funding:plans": [preparing],
        "funding:new_plan": [preparing],
        "funding:change_plan": [preparing, plan],
        "funding:remove_plan": [preparing, plan],
        "funding:open": [preparing],
        "funding:withdraw": [preparing],
        "funding:close": [running],
        "funding:codes": [running],
        "funding:count": [decided],
        "funding:decide": [town.advised.dossier.address],
    }
    return {name: reverse(name, args=with_arguments.get(name, [])) for name in sorted(names())}


def pages(town: World) -> dict[str, str]:
    """Addresses of public pages, with a round in each of its states."""
    of_all = addresses(town)
    public = [name for name in of_all if name.split(":")[0] in {"areas", "journal"}]
    public += ["norms:list", "norms:detail"]
    public += [
        "web:front", "web:decisions", "web:open-data", "web:recompute", "web:accessibility",
        "search:index",
        "web:privacy", "web:help", "web:words", "web:login", "voice:list", "voice:code", "funding:list",
        "funding:round", "funding:recompute", "funding:journal",
        "exchange:list", "exchange:detail",
        "agenda:week", "agenda:area", "agenda:print", "agenda:detail",
        "initiatives:list", "initiatives:detail", "initiatives:tell", "initiatives:renew",
        "initiatives:scans", "initiatives:scan", "initiatives:stamina", "initiatives:questions",
        "initiatives:brought", "initiatives:handover",
        "initiatives:points", "initiatives:point", "initiatives:ties", "initiatives:tie",
        "initiatives:strength",
        "initiatives:campaigns", "initiatives:campaign", "initiatives:respond",
        "people:list", "people:party", "people:mandates",
        "people:invitation",
        "funding:letter", "dossiers:remarks", "dossiers:report", "dossiers:unsubscribe",
    ]  # fmt: skip
    found = {
        name: of_all[name]
        for name in public
        if not of_all[name].endswith((".json", ".jsonl", ".py"))
    }
    for state, round in (
        ("prepare", town.preparing),
        ("voting", town.open),
        ("advised", town.advised),
    ):
        found[f"funding:round {state}"] = round.dossier.get_absolute_url()
    found["exchange:detail promised"] = town.lines["outright"].get_absolute_url()
    found["agenda:detail off"] = town.more["agenda"]["off"].get_absolute_url()
    found["agenda:week nothing"] = "/agenda/?week=2020-W01"
    found["initiatives:detail dream"] = town.initiatives["dream"].get_absolute_url()
    found["initiatives:list nothing"] = "/initiatieven/?zoek=bestaatniet"
    found["areas:detail municipality"] = town.area.parent.get_absolute_url()
    found["areas:list search"] = "/buurten/?zoek=proef"
    found["no such page"] = "/bestaat-niet/"
    return found
