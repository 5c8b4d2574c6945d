"""Changes of campaigns, in the order in which they come. Each is one transaction; none pays anybody twice, however often it is tried."""

from luoshi.district.campaigns.answering import accept, decline
from luoshi.district.campaigns.beginning import approve, load_campaign_type, open_campaign, try_out
from luoshi.district.campaigns.clawing import book_repayment, claw_back
from luoshi.district.campaigns.listing import close_without_payment, correct, include, object_to, publish
from luoshi.district.campaigns.paying import make_payment_file, read_results

__all__ = [
    "accept",
    "approve",
    "book_repayment",
    "claw_back",
    "close_without_payment",
    "correct",
    "decline",
    "include",
    "load_campaign_type",
    "make_payment_file",
    "object_to",
    "open_campaign",
    "publish",
    "read_results",
    "try_out",
]
