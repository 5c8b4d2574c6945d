"""What is stored of the public's side: who follows which promise, what was asked about one, and what was answered.

Mail addresses stand apart in tables of their own, on no page and in no file; they are deleted, not ended, when they are needed no longer.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.district.messages.queries import Language

TEXT_MAX = 1000


class Follower(models.Model):
    """关注人: a mail address, and nothing else about anybody. ``told_on`` is the day of its last letter: there is one a day at most."""

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200)
    language = models.CharField(max_length=10, choices=Language)
    told_on = models.DateField(null=True)
    told_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["district", "address"], name="an_address_follows_once"),
            models.CheckConstraint(condition=~Q(address="") & Q(language__in=Language.values), name="a_follower_can_be_written_to"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Following(models.Model):
    """关注: of a promise, from when the owner of the address said that it is wanted."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="followings")
    commitment = models.ForeignKey("plan.Commitment", on_delete=models.CASCADE, related_name="followings")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["follower", "commitment"], name="a_promise_is_followed_once_by_an_address"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(confirmed_at__gte=models.F("asked_at")), name="what_is_followed_was_asked_for_before"
            ),
        )
        indexes = (models.Index(fields=["asked_at"], condition=Q(confirmed_at=None), name="followings_to_be_confirmed"),)

    def __str__(self) -> str:
        return f"{self.follower_id} → {self.commitment_id}"


class News(models.Model):
    """新进展: what became known of a promise, in both languages, each thing once: ``digest`` is that of its Chinese words and their day.

    ``at`` is when it was noticed, so that what is entered late is news all the same.
    """

    commitment = models.ForeignKey("plan.Commitment", on_delete=models.CASCADE, related_name="news")
    chapter = models.CharField(max_length=40)
    on = models.DateField()
    words = models.TextField()
    words_en = models.TextField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["commitment", "digest"], name="a_thing_is_news_once"),)
        indexes = (models.Index(fields=["-at", "-id"], name="newest_news"),)

    def __str__(self) -> str:
        return self.words


class Noticed(models.Model):
    """Up to which day a promise was looked at for news."""

    commitment = models.OneToOneField("plan.Commitment", on_delete=models.CASCADE, related_name="noticed", primary_key=True)
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.on}"


class Sort(models.TextChoices):
    """What somebody wants to say."""

    QUESTION = "question", _("提问")
    OBJECTION = "objection", pgettext_lazy("public", "异议")


class Question(models.Model):
    """公众提问: what somebody asked about a promise, or objected to what is said of it, in his or her own words.

    The words stand here and not in the case, whose steps are never altered; they are published only as an
    :class:`Answer` shows them, and deleted some time after it: then ``forgotten_at`` says when. ``key`` is drawn by the form, so that it is
    asked once.
    """

    commitment = models.ForeignKey("plan.Commitment", on_delete=models.PROTECT, related_name="questions")
    sort = models.CharField(max_length=10, choices=Sort)
    text = models.CharField(max_length=TEXT_MAX, blank=True)
    forgotten_at = models.DateTimeField(null=True)
    may_publish = models.BooleanField()
    language = models.CharField(max_length=10, choices=Language)
    at = models.DateTimeField()
    key = models.UUIDField(unique=True)
    case_code = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(sort__in=Sort.values), name="a_question_is_of_a_known_sort"),
            models.CheckConstraint(
                condition=~Q(text="") & Q(forgotten_at=None) | Q(text="", forgotten_at__isnull=False), name="a_question_says_something"
            ),
            models.UniqueConstraint(fields=["case_code"], condition=~Q(case_code=""), name="a_question_is_a_case_of_its_own"),
        )

    def __str__(self) -> str:
        return self.case_code


class Asker(models.Model):
    """Where who asked wants to be told of the answer; deleted as soon as that has been said."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="asker")
    address = models.CharField(max_length=200)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(address=""), name="who_asked_can_be_written_to"),)

    def __str__(self) -> str:
        return str(self.question_id)


class Answer(models.Model):
    """答复: what was answered, by which unit; the last one counts. It is public where ``published``, with the question as ``shown``."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    unit = models.ForeignKey("offices.Unit", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    shown = models.TextField(blank=True)
    published = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="an_answer_to_the_public_says_something"),)
        indexes = (models.Index(fields=["question", "-id"], name="last_answer_to_a_question"),)

    def __str__(self) -> str:
        return f"{self.question_id}: {self.at}"
