import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("dossiers", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="MailChoice",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="mail_choice",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("daily", "Elke dag, als er nieuws is"),
                            ("weekly", "Eén keer per week"),
                            ("never", "Nooit"),
                        ],
                        default="daily",
                        max_length=6,
                    ),
                ),
                ("told_until", models.DateTimeField()),
                ("day", models.DateField(null=True)),
                ("claim", models.UUIDField(null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("retry_at", models.DateTimeField(null=True)),
                ("undeliverable", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["rhythm", "day"], name="dossiers_mail_due")],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("shown", "Te lezen"),
                            ("hidden", "Verborgen"),
                            ("appealed", "Verborgen, de schrijver maakte bezwaar"),
                            ("upheld", "Blijft verborgen"),
                            ("withdrawn", "Weggehaald door de schrijver"),
                        ],
                        default="shown",
                        max_length=9,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000)),
                ("office", models.CharField(blank=True, max_length=300)),
                ("channel", models.CharField(max_length=6)),
                ("at", models.DateTimeField()),
                ("changed", models.DateTimeField(null=True)),
                ("hidden_office", models.CharField(blank=True, max_length=300)),
                ("hidden_reason", models.CharField(blank=True, max_length=500)),
                ("appeal", models.CharField(blank=True, max_length=1000)),
                ("decided_office", models.CharField(blank=True, max_length=300)),
                ("decided_reason", models.CharField(blank=True, max_length=500)),
                (
                    "answer_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="dossiers.remark",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="remarks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "hidden_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="RemarkReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("handled", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "remark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="dossiers.remark",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="File",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("picture", "Foto of tekening"), ("document", "Document (PDF)")],
                        max_length=8,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("width", models.PositiveIntegerField(null=True)),
                ("height", models.PositiveIntegerField(null=True)),
                ("alternative", models.CharField(blank=True, max_length=300)),
                ("added", models.DateTimeField()),
                ("office", models.CharField(max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "ordering": ["added", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "picture"), _negated=True),
                            models.Q(
                                models.Q(("alternative", ""), _negated=True),
                                ("height__gt", 0),
                                ("media_type", "image/webp"),
                                ("width__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="dossiers_picture_says_what_is_seen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "picture"), ("media_type", "application/pdf"), _connector="OR"
                        ),
                        name="dossiers_file_type",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="dossiers_file_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="areas.area",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-since", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("area__isnull", False), ("dossier__isnull", True)),
                            models.Q(("area__isnull", True), ("dossier__isnull", False)),
                            _connector="OR",
                        ),
                        name="dossiers_follow_one_thing",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "dossier"), name="dossiers_follow_once"
                    ),
                    models.UniqueConstraint(
                        fields=("person", "area"), name="dossiers_follow_area_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [
                    models.Index(fields=["dossier", "at"], name="dossiers_notice_dossier"),
                    models.Index(fields=["at"], name="dossiers_notice_at"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="remark",
            index=models.Index(fields=["dossier", "-at"], name="dossiers_remark_newest"),
        ),
        migrations.AddIndex(
            model_name="remark",
            index=models.Index(fields=["by", "-at"], name="dossiers_remark_writer"),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "withdrawn"), models.Q(("text", ""), _negated=True), _connector="OR"
                ),
                name="dossiers_remark_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["shown", "withdrawn"]),
                    models.Q(
                        models.Q(("hidden_reason", ""), _negated=True),
                        models.Q(("hidden_office", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="dossiers_remark_hidden_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "upheld"), _negated=True),
                    models.Q(
                        models.Q(("decided_reason", ""), _negated=True),
                        models.Q(("decided_office", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="dossiers_remark_upheld_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_office", ""),
                    models.Q(("decided_office", models.F("hidden_office")), _negated=True),
                    _connector="OR",
                ),
                name="dossiers_remark_another_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="remarkreport",
            constraint=models.UniqueConstraint(
                fields=("remark", "by"), name="dossiers_report_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="remarkreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="dossiers_report_says_why"
            ),
        ),
    ]
