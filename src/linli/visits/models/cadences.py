"""How often a community reaches whom, where it says so itself."""

from django.db import models

from linli.visits.rules.kinds import Grade


class CadenceRow(models.Model):
    """走访周期: one row of a community's own dictionary: a kind (`household`) or a label (`label:hard_up`).
    What it does not say is as shipped."""

    id = models.UUIDField(primary_key=True)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    code = models.CharField(max_length=60, db_collation="C")
    grade = models.CharField(max_length=8, choices=[(k.value, k.zh) for k in Grade])
    contact_days = models.SmallIntegerField(null=True)
    home_days = models.SmallIntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "visits_cadence"
        constraints = [models.UniqueConstraint(fields=["community", "code"], name="visits_cadence_code")]

    def __str__(self) -> str:
        return self.code
