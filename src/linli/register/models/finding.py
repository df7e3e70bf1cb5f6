"""What the register is found by."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Find(models.Model):
    """One resident, dwelling, organisation or building (the same id) with what it is found by: each token hashed
    together with its community and once more with its subdistrict, so that an index looks up one word in one place.
    Written by the database alone (`register_mark`); `gone` marks who left or died and what has closed."""

    id = models.UUIDField(primary_key=True)
    noun = models.CharField(max_length=12)
    community = models.CharField(max_length=12, db_collation="C")
    area = models.CharField(max_length=17, db_collation="C")
    sort = models.CharField(max_length=200, db_collation="C")
    gone = models.BooleanField(default=False)
    tokens = ArrayField(models.IntegerField())

    class Meta:
        db_table = "register_find"
        indexes = [
            GinIndex(fields=["tokens"], name="register_find_tokens", fastupdate=False),
            models.Index(fields=["community", "noun", "sort", "id"], name="register_find_list"),
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.id}"
