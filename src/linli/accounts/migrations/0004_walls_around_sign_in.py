"""The second wall around second factors, sessions and links to another house: one's own, as long as nobody acts (the
middle of signing in), or those of people whose accounts lie in the actor's sight, who may have to be locked out."""

from django.db import migrations

from linli.kit.walls import in_sight, mine, policy

NOBODY_YET = "(coalesce((SELECT current_setting('linli.actor', true)), '') = '')"


def own(person: str) -> str:
    sight = f"EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = {person} AND {in_sight('u.area')})"
    return f"{NOBODY_YET} OR {mine(person)} OR {sight}"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_sessions_and_one_time_passwords"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [
        migrations.RunSQL(policy("accounts_session", own("person_id")), migrations.RunSQL.noop),
        migrations.RunSQL(policy("mfa_authenticator", own("user_id")), migrations.RunSQL.noop),
        migrations.RunSQL(policy("socialaccount_socialaccount", own("user_id")), migrations.RunSQL.noop),
    ]
