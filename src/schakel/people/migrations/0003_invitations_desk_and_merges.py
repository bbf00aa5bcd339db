import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("journal", "0001_initial"),
        ("people", "0002_parties_and_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Behalf",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("desk", "Aan de balie of aan de telefoon"),
                            ("paper", "Op papier"),
                        ],
                        max_length=5,
                    ),
                ),
                ("consent", models.BooleanField()),
                ("started", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                ("erased", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-started"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("resident", "Bewoner"),
                            ("member", "Lid"),
                            ("board", "Bestuurslid"),
                            ("official", "Medewerker"),
                            ("area_manager", "Gebiedsmanager"),
                            ("desk", "Baliemedewerker"),
                            ("broker", "Sociaal makelaar"),
                            ("council", "Raadslid"),
                            ("researcher", "Onderzoeker"),
                            ("admin", "Beheerder"),
                        ],
                        max_length=12,
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("accepted", models.DateTimeField(blank=True, null=True)),
                ("withdrawn", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-created"],
            },
        ),
        migrations.CreateModel(
            name="PartyMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("office", models.CharField(max_length=300)),
                ("reason", models.TextField()),
                ("moved", models.JSONField()),
                ("stayed", models.JSONField()),
            ],
            options={
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="PersonMerge",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("asked", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("confirmed", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="behalf",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="behalfs",
                to="people.membership",
            ),
        ),
        migrations.AddField(
            model_name="behalf",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="behalfs",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="area",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="areas.area",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.membership",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="partymerge",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
            ),
        ),
        migrations.AddField(
            model_name="partymerge",
            name="gone",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="merge", to="people.party"
            ),
        ),
        migrations.AddField(
            model_name="partymerge",
            name="into",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="absorbed",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="personmerge",
            name="gone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personmerge",
            name="keep",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="behalf",
            constraint=models.CheckConstraint(
                condition=models.Q(("consent", True)), name="people_behalf_consent"
            ),
        ),
        migrations.AddConstraint(
            model_name="behalf",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased__isnull", True),
                    models.Q(("name", ""), ("person__isnull", True), ("phone", "")),
                    _connector="OR",
                ),
                name="people_behalf_erased",
            ),
        ),
        migrations.AddConstraint(
            model_name="behalf",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["desk", "paper"])), name="people_behalf_channel"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires__gt", models.F("created"))),
                name="people_invitation_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepted__isnull", True), ("withdrawn__isnull", True), _connector="OR"
                ),
                name="people_invitation_one_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="partymerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("gone", models.F("into")), _negated=True),
                name="people_partymerge_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="partymerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="people_partymerge_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="personmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("keep", models.F("gone")), _negated=True),
                name="people_personmerge_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="personmerge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("confirmed__isnull", False)),
                fields=("gone",),
                name="people_personmerge_once",
            ),
        ),
    ]
