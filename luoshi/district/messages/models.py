"""What is stored of messages: the outbox, the addresses that persons have, and everything that was tried to deliver.

A message is stored in the transaction of what it tells about: both happened, or neither. Its words are never altered.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """By what a message leaves the house."""

    MAIL = "mail", _("电子邮件")
    SMS = "sms", _("短信")
    DINGTALK = "dingtalk", _("钉钉")
    WECOM = "wecom", _("企业微信")
    FEISHU = "feishu", _("飞书")


class Language(models.TextChoices):
    """In which language a person wants to be written to."""

    CHINESE = "zh-hans", "中文"
    ENGLISH = "en", "English"


class State(models.TextChoices):
    """How a delivery stands."""

    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发送")
    KEPT = "kept", _("未发出（演示或开发）")
    FAILED = "failed", _("未送达")
    DROPPED = "dropped", _("不再发送（地址已停用）")


class EventKind(models.TextChoices):
    """What happened to a delivery."""

    BEGUN = "begun", _("开始发送")
    SENT = "sent", _("已发送")
    KEPT = "kept", _("留在本机，没有发出")
    NOT_SENT = "not_sent", _("没有发出")
    INTERRUPTED = "interrupted", _("发送时中断，可能已送达")
    DROPPED = "dropped", _("地址已停用，不再发送")
    TRIED_AGAIN = "tried_again", _("重新排队")


class Contact(models.Model):
    """Where a person is reached by a channel, from a moment to another; a new address ends the one before it."""

    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="contacts")
    channel = models.CharField(max_length=20, choices=Channel)
    address = models.CharField(max_length=200)
    language = models.CharField(max_length=10, choices=Language, default=Language.CHINESE)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    entered_by = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "channel"], condition=Q(valid_to=None), name="a_person_has_one_present_address_of_a_channel"
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="an_address_is_of_a_known_channel"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="an_address_is_written_to_in_a_known_language"),
            models.CheckConstraint(condition=~Q(address=""), name="an_address_is_not_empty"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="an_address_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return f"{self.channel}: {self.address}"


class Message(models.Model):
    """消息: something that one person has to know, in both languages. ``key`` keeps the same thing from being told twice."""

    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, related_name="messages")
    topic = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    subject_zh = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=200)
    body_zh = models.TextField()
    body_en = models.TextField()
    link = models.CharField(max_length=500, blank=True)
    urgent = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "key"], name="a_person_is_told_a_thing_once"),
            models.CheckConstraint(condition=~(Q(topic="") | Q(key="")), name="a_message_has_a_topic_and_a_key"),
            models.CheckConstraint(condition=~(Q(subject_zh="") | Q(subject_en="")), name="a_message_has_a_subject_in_both_languages"),
            models.CheckConstraint(
                condition=Q(link="") | (Q(link__startswith="/") & ~Q(link__startswith="//") & ~Q(link__contains="\\")),
                name="a_message_leads_nowhere_but_into_this_site",
            ),
            models.CheckConstraint(condition=Q(read_at=None) | Q(read_at__gte=F("at")), name="a_message_is_read_after_it_is_written"),
        )
        indexes = (
            models.Index(fields=["person", "-id"], name="messages_of_a_person"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="unread_messages_of_a_person"),
        )

    def __str__(self) -> str:
        return self.subject_zh

    @property
    def code(self) -> str:
        """The permanent name by which a receiver recognises a message that arrives twice: ``M1024``."""
        return f"M{self.pk}"


class Delivery(models.Model):
    """A message on its way to one address. ``attempts`` counts how often sending was begun since it was last asked for."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="deliveries")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    interruptions = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["message", "contact"], name="a_message_goes_to_an_address_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="a_delivery_has_a_known_state"),
        )
        indexes = (
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="deliveries_that_wait"),
            models.Index(fields=["state", "-id"], name="deliveries_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.message_id} → {self.contact_id}: {self.state}"


class DeliveryEvent(models.Model):
    """Something that happened to a delivery. Rows are only added."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind)
    at = models.DateTimeField()
    detail = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey("offices.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="a_delivery_event_is_of_a_known_kind"),)
        indexes = (models.Index(fields=["delivery", "id"], name="events_of_a_delivery"),)

    def __str__(self) -> str:
        return f"{self.delivery_id}: {self.kind}"


class Letter(models.Model):
    """信件: what somebody outside is told by mail, who is no person of the district and has no inbox, in the language he or she reads.

    The address is kept for as long as the letter is on its way, is shown on no page, and is forgotten as soon as it has left or will not.
    ``leave`` is the path under which its receiver ends such letters. ``key`` keeps the same thing from being told twice.
    """

    district = models.ForeignKey("offices.District", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, choices=Language)
    topic = models.CharField(max_length=100)
    key = models.CharField(max_length=200, unique=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    link = models.CharField(max_length=500, blank=True)
    leave = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="a_letter_has_a_known_state"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="a_letter_is_written_in_a_known_language"),
            models.CheckConstraint(
                condition=(Q(state="waiting") & ~Q(address="")) | (~Q(state="waiting") & Q(address="")),
                name="an_address_is_kept_while_its_letter_is_on_its_way",
            ),
        )
        indexes = (models.Index(fields=["due_at"], condition=Q(state="waiting"), name="letters_that_wait"),)

    def __str__(self) -> str:
        return self.key
