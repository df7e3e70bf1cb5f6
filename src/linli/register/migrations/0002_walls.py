"""The second wall. Estates, buildings and entrances are the map: everybody reads, who has sight of the area writes.
A label that names who may see it is seen by the holders of posts of those titles, each in his post's area."""

from django.db import migrations

from linli.kit.walls import by_my_post, everywhere, in_sight, open_policy, policy

TOLD = (
    f"({in_sight()} AND ({everywhere()} OR NOT restricted OR EXISTS (SELECT 1 FROM register_label_kind k"
    " JOIN workforce_title t ON t.code = ANY (k.seen_by) JOIN workforce_post p ON p.title_id = t.id"
    f" WHERE k.code = register_label.kind AND {by_my_post('p.id')}"
    " AND starts_with(register_label.area, p.area))))"
)
MAP = ("register_estate", "register_building", "register_entrance")
OF_AREA = (
    "register_dwelling",
    "register_household",
    "register_resident",
    "register_secret",
    "register_stay",
    "register_organisation",
    "register_contact",
    "register_skill",
    "register_change",
)


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial"), ("workforce", "0004_leave")]

    operations = [
        *[migrations.RunSQL(open_policy(name, in_sight()), migrations.RunSQL.noop) for name in MAP],
        *[migrations.RunSQL(policy(name, in_sight()), migrations.RunSQL.noop) for name in OF_AREA],
        migrations.RunSQL(policy("register_label", TOLD), migrations.RunSQL.noop),
    ]
