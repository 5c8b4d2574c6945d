"""What happened in a campaign is not altered; nobody approves the own dry run; a payment follows only on one that the bank returned; what comes
back is never more than what was asked."""

from django.db import migrations

from luoshi.district.append_only import rows_stay

# A check constraint cannot look into another row.
FOLLOWS_A_RETURN = """
CREATE FUNCTION campaigns_payment_follows_a_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.attempt > 1 AND NOT EXISTS (
    SELECT 1 FROM campaigns_payment p JOIN campaigns_paymentresult r ON r.payment_id = p.id
    WHERE p.beneficiary_id = NEW.beneficiary_id AND p.attempt = NEW.attempt - 1 AND r.outcome = 'returned'
  ) THEN
    RAISE EXCEPTION 'a beneficiary is paid again only after the bank returned the payment before' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_payment_follows_a_return BEFORE INSERT ON campaigns_payment
  FOR EACH ROW EXECUTE FUNCTION campaigns_payment_follows_a_return();
"""

NOT_MORE_THAN_ASKED = """
CREATE FUNCTION campaigns_repayment_is_not_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT coalesce(sum(amount), 0) FROM campaigns_repayment WHERE claw_back_id = NEW.claw_back_id) + NEW.amount
     > (SELECT amount FROM campaigns_clawback WHERE id = NEW.claw_back_id) THEN
    RAISE EXCEPTION 'no more comes back than was asked' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_repayment_is_not_more_than_was_asked BEFORE INSERT ON campaigns_repayment
  FOR EACH ROW EXECUTE FUNCTION campaigns_repayment_is_not_more();
"""

TABLES = (
    "account", "answer", "approval", "beneficiary", "campaign", "campaigntype", "clawback", "correction", "dryrun", "objection", "payment",
    "paymentfile", "paymentresult", "publication", "repayment", "telling",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_campaigns")]

    operations = [
        rows_stay(*(f"campaigns_{each}" for each in TABLES), says="what happened in a campaign is not altered: say it anew"),
        migrations.RunSQL(FOLLOWS_A_RETURN, "DROP FUNCTION campaigns_payment_follows_a_return() CASCADE"),
        migrations.RunSQL(NOT_MORE_THAN_ASKED, "DROP FUNCTION campaigns_repayment_is_not_more() CASCADE"),
    ]
