"""Reads of offices: who there is on a day, and what somebody may do."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import Prefetch, Q

from luoshi.district.offices.authority import EVERYTHING, PUBLIC, Authority, Held, in_office, present, with_successors
from luoshi.district.offices.models import District, Grant, Person, Post, Power, Reach, Role, Tenure, Unit
from luoshi.district.offices.outsiders import has_business, register_outsiders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

__all__ = [
    "EVERYTHING",
    "PUBLIC",
    "Authority",
    "District",
    "Person",
    "Post",
    "Power",
    "Role",
    "Unit",
    "authorities_of",
    "authority_of",
    "authority_of_coded",
    "authority_of_person",
    "authority_of_post",
    "authority_of_program",
    "former_units",
    "grants",
    "grants_together",
    "has_business",
    "head_names",
    "heads_of",
    "in_office",
    "invented_outsiders",
    "invented_people",
    "keepers",
    "leaders",
    "officials",
    "other_grants",
    "people",
    "people_throughout",
    "people_who_may",
    "people_within",
    "posts_of",
    "present",
    "present_units",
    "register_outsiders",
    "state_on",
    "units",
    "units_within_reach",
    "valid_on",
    "with_predecessors",
    "with_successors",
]


def valid_on(day: date, prefix: str = "") -> Q:
    """The condition under which something with validity is valid on a day, through the relation ``prefix``."""
    begun = Q(**{f"{prefix}valid_from__lte": day})
    return begun & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day}))


def authority_of(user: AbstractBaseUser | AnonymousUser, *, on: date) -> Authority:
    """What a signed-in user may do on a day; whoever holds no post then is the public."""
    person = Person.objects.filter(account_id=user.pk).first() if user.is_authenticated else None
    return authority_of_person(person, on=on) if person else PUBLIC


def authority_of_person(person: Person, *, on: date) -> Authority:
    """What a person may do on a day."""
    [found] = authorities_of([person], on=on)
    return found


def authorities_of(people: Sequence[Person], *, on: date) -> list[Authority]:
    """What each of some people may do on a day, in their order; as many questions for hundreds as for one.

    Most who come hold no post, which is asked before anything else is.
    """
    held = _posts_held(_holding(people, on), on) if people else {}
    powers = _powers_of([post for posts in held.values() for post in posts], on)
    return [_authority(each, tuple(held.get(each.pk, ())), powers) for each in people]


def _authority(person: Person, posts: tuple[Post, ...], powers: Mapping[int, Sequence[Held]]) -> Authority:
    return Authority(person, posts, tuple(one for post in posts for one in powers.get(post.pk, ())))


def _holding(people: Sequence[Person], on: date) -> list[int]:
    """The ids of those who hold any post."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"people": [each.pk for each in people], "on": on})
        return [person for [person] in cursor.fetchall()]


_HELD: Final = """
SELECT DISTINCT person_id FROM offices_tenure
WHERE person_id = ANY(%(people)s::bigint[]) AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
"""


def _posts_held(people: Sequence[int], on: date) -> dict[int, list[Post]]:
    """The posts of each of some people, by their ids."""
    found = defaultdict[int, list[Post]](list)
    valid = valid_on(on) & valid_on(on, "post__") & valid_on(on, "post__unit__")
    held = Tenure.objects.filter(valid, person__in=people).select_related("post__unit__district").order_by("post_id")
    for each in held if people else ():
        found[each.person_id].append(each.post)
    return found


def _powers_of(posts: Sequence[Post], on: date) -> dict[int, list[Held]]:
    """What is granted to posts, by name or by role, by their ids."""
    found = defaultdict[int, list[Held]](list)
    districts, roles = {post.unit.district_id for post in posts}, {post.role for post in posts}
    to_them = Q(post__in=[post.pk for post in posts]) | Q(role__in=roles, district__in=districts)
    for grant in Grant.objects.filter(valid_on(on) & to_them).order_by("pk") if posts else ():
        for post in posts:
            if grant.post_id == post.pk or (grant.role == post.role and grant.district_id == post.unit.district_id):
                found[post.pk].append(Held(post, grant.matter, grant.power, grant.reach))
    return found


def units_within_reach(by: Authority, power: Power, matter: str) -> set[int] | None:
    """The ids of the units for whose affairs a power is granted, with those whose work they took over; ``None``: all of the district."""
    held = [one for one in by.powers if one.power == power and one.matter in {matter, EVERYTHING}]
    if any(one.reach == Reach.DISTRICT for one in held):
        return None
    return {pk for unit in {one.post.unit for one in held} for pk in with_predecessors(unit)}


def grants(district: District, *, on: date) -> QuerySet[Grant]:
    """What is granted in a district on a day, by matter."""
    return Grant.objects.filter(valid_on(on), district=district).select_related("post").order_by("matter", "role", "post", "reach", "pk")


def grants_together(district: District, *, on: date) -> list[list[Grant]]:
    """What is granted on a day, the powers together that one post or role has in one matter, as far and as long."""
    found = groupby(grants(district, on=on), key=lambda one: (one.matter, one.role, one.post_id, one.reach, one.valid_from))
    return [list(together) for _, together in found]


def other_grants(district: District, *, on: date) -> QuerySet[Grant]:
    """What was granted before a day, or will be after it; the last to begin first."""
    found = Grant.objects.filter(district=district).exclude(pk__in=grants(district, on=on).values("pk"))
    return found.select_related("post").order_by("-valid_from", "matter", "pk")


def people_who_may(power: Power, matter: str, *, unit: Unit, on: date) -> list[Authority]:
    """The people to whom a power in a matter is granted for a unit on a day; those of the unit itself first."""
    near = people_within(power, matter, unit, on=on)
    far = [person for person in people_throughout(power, matter, unit.district, on=on) if person not in near]
    return [one for one in authorities_of(near + far, on=on) if one.may(power, matter, unit=unit)]


def people_within(power: Power, matter: str, unit: Unit, *, on: date) -> list[Person]:
    """The people in a unit itself, or in whoever took over from it, to whom a power in a matter is granted on a day."""
    return _holders(power, matter, unit.district_id, [*with_successors(unit)], on)


def people_throughout(power: Power, matter: str, district: District, *, on: date) -> list[Person]:
    """The people to whom a power in a matter is granted on a day for the affairs of all units."""
    return _holders(power, matter, district.pk, None, on)


def _holders(power: Power, matter: str, district: int, units: list[int] | None, on: date) -> list[Person]:
    """Who holds on a day a post to which something is granted, by name or by role: in some units, or else for the affairs of all."""
    asked = {"power": str(power), "matters": [matter, EVERYTHING], "district": district, "units": units, "on": on}
    return list(Person.objects.raw(_HOLDERS, asked | {"throughout": str(Reach.DISTRICT)}))


_HOLDERS: Final = """
SELECT person.* FROM offices_person person WHERE EXISTS (
    SELECT FROM offices_tenure tenure
    JOIN offices_post post ON post.id = tenure.post_id
    JOIN offices_unit unit ON unit.id = post.unit_id AND unit.district_id = %(district)s
    JOIN offices_grant granted ON granted.district_id = %(district)s AND (granted.post_id = post.id OR granted.role = post.role)
    WHERE tenure.person_id = person.id AND tenure.valid_from <= %(on)s AND (tenure.valid_to IS NULL OR tenure.valid_to >= %(on)s)
      AND post.valid_from <= %(on)s AND (post.valid_to IS NULL OR post.valid_to >= %(on)s)
      AND granted.valid_from <= %(on)s AND (granted.valid_to IS NULL OR granted.valid_to >= %(on)s)
      AND granted.power = %(power)s AND granted.matter = ANY(%(matters)s::text[])
      AND CASE WHEN %(units)s::bigint[] IS NULL THEN granted.reach = %(throughout)s ELSE post.unit_id = ANY(%(units)s::bigint[]) END
)
ORDER BY person.id
"""


def authority_of_coded(account: str, *, on: date) -> Authority:
    """What the person with this account may do on a day; nobody, if there is no such account."""
    person = Person.objects.filter(account__username=account).first()
    return authority_of_person(person, on=on) if person else PUBLIC


def authority_of_post(code: str, *, district: District, on: date) -> Authority:
    """What the holder of a post may do on a day; nobody, if it is vacant or there is none of this code."""
    held = Tenure.objects.filter(valid_on(on), post__unit__district=district, post__code=code).select_related("person").first()
    return authority_of_person(held.person, on=on) if held else PUBLIC


def authority_of_program(code: str, *, district: District, on: date) -> Authority:
    """What the program that fills a post may do on a day: what is granted to the post by its own name, and nothing by its role.

    One query tells who fills it and what is granted; what follows from that is kept, since a program acts a hundred times a second.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FILLED, {"code": code, "district": district.pk, "on": on})
        found = cursor.fetchone()
    return _of_program(found[0], found[1], tuple(found[2])) if found is not None else PUBLIC


_FILLED: Final = """
SELECT tenure.id, concat_ws('/', person.id, person.name, post.id, post.title, unit.id, unit.code, unit.district_id), ARRAY(
    SELECT concat_ws(' ', granted.matter, granted.power, granted.reach) FROM offices_grant granted
    WHERE granted.post_id = post.id AND granted.valid_from <= %(on)s AND (granted.valid_to IS NULL OR granted.valid_to >= %(on)s)
    ORDER BY granted.id
)
FROM offices_tenure tenure
JOIN offices_person person ON person.id = tenure.person_id AND person.account_id IS NULL
JOIN offices_post post ON post.id = tenure.post_id AND post.code = %(code)s
JOIN offices_unit unit ON unit.id = post.unit_id AND unit.district_id = %(district)s
WHERE tenure.valid_from <= %(on)s AND (tenure.valid_to IS NULL OR tenure.valid_to >= %(on)s)
  AND post.valid_from <= %(on)s AND (post.valid_to IS NULL OR post.valid_to >= %(on)s)
"""


@lru_cache(maxsize=64)
def _of_program(tenure: int, _named: str, granted: tuple[str, ...]) -> Authority:
    held = Tenure.objects.select_related("person", "post__unit__district").get(pk=tenure)
    return Authority(held.person, (held.post,), tuple(Held(held.post, *each.split(" ")) for each in granted))


def units(district: District, *, on: date) -> QuerySet[Unit]:
    """The units of a district on a day, in the order in which they were entered."""
    return Unit.objects.filter(valid_on(on), district=district).order_by("pk")


def head_names(district: District, *, on: date) -> dict[int, str]:
    """What the head of each unit is called on a day, by the unit's id; a unit whose head is vacant is left out."""
    return {tenure.post.unit_id: tenure.person.name for tenure in _heads(district, on)}


def former_units(district: District, *, on: date) -> QuerySet[Unit]:
    """The units that ended before a day, with whoever took over."""
    return Unit.objects.filter(district=district, valid_to__lt=on).select_related("successor").order_by("-valid_to")


def with_predecessors(unit: Unit) -> list[int]:
    """The ids of a unit and of all whose work it took over."""
    found = [unit.pk]
    while new := list(Unit.objects.filter(successor__in=found).exclude(pk__in=found).values_list("pk", flat=True)):
        found += new
    return found


def present_units(district: District) -> dict[int, Unit]:
    """For each unit that there ever was, by its id, the one that answers for its work now."""
    known = {unit.pk: unit for unit in Unit.objects.filter(district=district)}

    def last(unit: Unit) -> Unit:
        return last(known[unit.successor_id]) if unit.successor_id else unit

    return {pk: last(unit) for pk, unit in known.items()}


def leaders(district: District, *, on: date) -> QuerySet[Post]:
    """The posts that can be responsible for a commitment: 责任领导（岗位）."""
    return Post.objects.filter(valid_on(on), unit__district=district, role=Role.LEADER).select_related("unit").order_by("pk")


def posts_of(district: District, *, on: date) -> list[Unit]:
    """The units of a day with their ``present_posts``, each with the tenures of that day as ``present_tenures``."""
    tenures = Prefetch("tenures", Tenure.objects.filter(valid_on(on)).select_related("person"), to_attr="present_tenures")
    posts = Prefetch("posts", Post.objects.filter(valid_on(on)).order_by("pk").prefetch_related(tenures), to_attr="present_posts")
    return list(units(district, on=on).prefetch_related(posts))


def state_on(district: District, *, on: date) -> str:
    """What is another as soon as anything about the district's units, posts, people in office and grants of a day is: for who keeps it."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE, {"district": district.pk, "on": on})
        [state] = cursor.fetchone() or ("",)
    return str(state)


# A row that is altered is written anew: at another place, by another transaction.
_STATE: Final = """
WITH unit AS (
    SELECT id, ctid, xmin FROM offices_unit
    WHERE district_id = %(district)s AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
), post AS (
    SELECT id, ctid, xmin FROM offices_post
    WHERE unit_id IN (SELECT id FROM unit) AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
), tenure AS (
    SELECT id, person_id, ctid, xmin FROM offices_tenure
    WHERE post_id IN (SELECT id FROM post) AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
), person AS (
    SELECT id, ctid, xmin FROM offices_person WHERE id IN (SELECT person_id FROM tenure)
), granted AS (
    SELECT id, ctid, xmin FROM offices_grant
    WHERE district_id = %(district)s AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
), everything AS (
    SELECT 1 AS kind, id, ctid, xmin FROM unit UNION ALL SELECT 2, id, ctid, xmin FROM post
    UNION ALL SELECT 3, id, ctid, xmin FROM tenure UNION ALL SELECT 4, id, ctid, xmin FROM person
    UNION ALL SELECT 5, id, ctid, xmin FROM granted
)
SELECT md5(string_agg(concat_ws(' ', kind, id, ctid, xmin), ',' ORDER BY kind, id)) FROM everything
"""


def people(district: District) -> QuerySet[Person]:
    """Everybody known in a district."""
    return Person.objects.filter(district=district).order_by("pk")


def officials(district: District, *, on: date) -> list[Person]:
    """Everybody who holds a post in a district on a day."""
    return list(people(district).filter(pk__in=Tenure.objects.filter(valid_on(on)).values("person")))


def heads_of(district: District, *, on: date) -> dict[int, Authority]:
    """Who confirms for each unit on a day, by the unit's id; a unit whose head is vacant is left out."""
    heads = list(_heads(district, on))
    found = authorities_of([each.person for each in heads], on=on)
    return {each.post.unit_id: authority for each, authority in zip(heads, found, strict=True)}


def _heads(district: District, on: date) -> QuerySet[Tenure]:
    held = Tenure.objects.filter(valid_on(on) & valid_on(on, "post__"), post__role=Role.APPROVER, post__unit__district=district)
    return held.select_related("post", "person")


def keepers(district: District, *, on: date) -> list[Authority]:
    """Those who keep the district's plan and rules on a day."""
    held = Tenure.objects.filter(valid_on(on) & valid_on(on, "post__"), post__role=Role.OFFICE, post__unit__district=district)
    return authorities_of([tenure.person for tenure in held.select_related("person").order_by("post")], on=on)


def invented_outsiders(*, on: date) -> list[Authority]:
    """The people of demonstrations who hold no post on a day and have business here: they apply for something."""
    found = list(Person.objects.filter(invented=True, account__isnull=False).select_related("district").order_by("pk"))
    known = zip(found, authorities_of(found, on=on), strict=True)
    return [one for person, one in known if not one.posts and has_business(person.district, one, on=on)]


def invented_people(*, on: date) -> list[Authority]:
    """The people of demonstrations who hold a post on a day, the office first."""
    found = authorities_of(list(Person.objects.filter(invented=True, account__isnull=False).order_by("pk")), on=on)
    rank = {role: place for place, role in enumerate(Role)}
    return sorted((one for one in found if one.posts), key=lambda one: rank[Role(one.posts[0].role)])
