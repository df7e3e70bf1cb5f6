"""The second wall as text: row-level policies for migrations. Every table that bears an area gets one; what a noun
adds (handled by my post, mine as a visitor) is given as further conditions."""

from linli.kit.actor import VISITOR_ID


def _setting(name: str) -> str:
    """A setting read once a statement, not once a row (the sub-select makes it an init plan)."""
    return f"(SELECT current_setting('linli.{name}', true))"


def everywhere() -> str:
    """SQL condition: the actor is the system, which sees everything."""
    return f"({_setting('everywhere')} = 'on')"


def in_sight(column: str = "area") -> str:
    """SQL condition: the row's area lies in what the actor sees whole."""
    return (
        f"({_setting('everywhere')} = 'on'"
        f" OR ({column} >= {_setting('lo')} AND {column} < {_setting('hi')})"
        f" OR ({_setting('areas')} <> '' AND EXISTS (SELECT 1 FROM"
        f" unnest(string_to_array({_setting('areas')}, ',')) AS a"
        f' WHERE {column} >= a COLLATE "C" AND {column} < (a || \'~\') COLLATE "C")))'
    )


def for_my_community() -> str:
    """SQL condition: the row lies over a whole community, in a grid of which the actor works at least."""
    return (
        f"(area = community AND (left({_setting('lo')}, 12) = community"
        f" OR ({_setting('areas')} <> '' AND EXISTS (SELECT 1 FROM"
        f" unnest(string_to_array({_setting('areas')}, ',')) AS a WHERE left(a, 12) = community))))"
    )


def over_mine() -> str:
    """SQL condition: the row lies over an area the actor sees whole, up to the subdistrict."""
    return (
        f"(length(area) >= 9 AND (left({_setting('lo')}, length(area)) = area"
        f" OR ({_setting('areas')} <> '' AND EXISTS (SELECT 1 FROM"
        f" unnest(string_to_array({_setting('areas')}, ',')) AS a WHERE left(a, length(area)) = area))))"
    )


def by_my_post(column: str) -> str:
    """SQL condition: the row names one of the actor's posts."""
    return f"({column} = ANY((SELECT nullif(current_setting('linli.posts', true), '')::uuid[])::uuid[]))"


def by_one_of_my_posts(column: str) -> str:
    """SQL condition: one of the posts the row names (an array) is the actor's."""
    return f"({column} && (SELECT nullif(current_setting('linli.posts', true), '')::uuid[]))"


def of_my_matter(column: str) -> str:
    """SQL condition: the row belongs to the one matter a visitor's scope is narrowed to."""
    return f"({column} = (SELECT nullif(current_setting('linli.matter', true), '')::uuid))"


def mine(column: str) -> str:
    """SQL condition: the row belongs to the actor himself."""
    return f"({column} = (SELECT nullif(current_setting('linli.actor', true), '')::uuid))"


def mine_as_person(column: str) -> str:
    """SQL condition: the row belongs to the actor himself, who is no visitor: all visitors are one actor, so what one
    of them did is not another's to see."""
    return f"({mine(column)} AND {column} <> '{VISITOR_ID}'::uuid)"


def policy(table: str, see: str, *, check: str | None = None) -> str:
    """Statements that put the wall up: the web role sees and writes by condition, jobs by role."""
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY web ON {table} TO linli_web USING ({see}) WITH CHECK ({check or see});\n"
        f"CREATE POLICY jobs ON {table} TO linli_jobs USING (true) WITH CHECK (true);\n"
    )


def open_policy(table: str, write: str) -> str:
    """Statements for a table everybody may read (public organisation, the map) and few may write."""
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY web_reads ON {table} FOR SELECT TO linli_web USING (true);\n"
        f"CREATE POLICY web ON {table} TO linli_web USING ({write}) WITH CHECK ({write});\n"
        f"CREATE POLICY jobs ON {table} TO linli_jobs USING (true) WITH CHECK (true);\n"
    )
