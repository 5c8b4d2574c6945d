-- The thirteen rules as one would write them in DuckDB by hand, with the same guards: what is missing or unknown never entitles, and what
-- does not matter for a row does not stop it. Rows that lack nothing take the first branch of each CASE.
WITH thresholds (sector, staff_1, revenue_1, assets_1, staff_2, revenue_2, assets_2, staff_3, revenue_3, assets_3, above) AS (
  VALUES
    (1, NULL, 20000, NULL, NULL, 500, NULL, NULL, 50, NULL, NULL),
    (2, 1000, 40000, NULL, 300, 2000, NULL, 20, 300, NULL, 2000),
    (3, NULL, 80000, 80000, NULL, 6000, 5000, NULL, 300, 300, NULL),
    (4, 200, 40000, NULL, 20, 5000, NULL, 5, 1000, NULL, 2000),
    (5, 300, 20000, NULL, 50, 500, NULL, 10, 100, NULL, 500),
    (6, 1000, 30000, NULL, 300, 3000, NULL, 20, 200, NULL, 2000),
    (7, 200, 30000, NULL, 100, 1000, NULL, 20, 100, NULL, 2000),
    (8, 1000, 30000, NULL, 300, 2000, NULL, 20, 100, NULL, 2000),
    (9, 300, 10000, NULL, 100, 2000, NULL, 10, 100, NULL, 200),
    (10, 300, 10000, NULL, 100, 2000, NULL, 10, 100, NULL, 200),
    (11, 2000, 100000, NULL, 100, 1000, NULL, 10, 100, NULL, 2000),
    (12, 300, 10000, NULL, 100, 1000, NULL, 10, 50, NULL, 2000),
    (13, NULL, 200000, 10000, NULL, 1000, 5000, NULL, 100, 2000, 1),
    (14, 1000, 5000, NULL, 300, 1000, NULL, 100, 500, NULL, 1000),
    (15, 300, NULL, 120000, 100, NULL, 8000, 10, NULL, 100, 1000),
    (16, 300, NULL, NULL, 100, NULL, NULL, 10, NULL, NULL, 1000)
), typed AS (
  SELECT
    sector::BIGINT AS sector,
    staff_1::BIGINT AS staff_1, revenue_1::DECIMAL(18, 2) AS revenue_1, assets_1::DECIMAL(18, 2) AS assets_1,
    staff_2::BIGINT AS staff_2, revenue_2::DECIMAL(18, 2) AS revenue_2, assets_2::DECIMAL(18, 2) AS assets_2,
    staff_3::BIGINT AS staff_3, revenue_3::DECIMAL(18, 2) AS revenue_3, assets_3::DECIMAL(18, 2) AS assets_3,
    above::DECIMAL(18, 2) AS above
  FROM thresholds
), classed AS (
  SELECT
    p.*,
    t.sector AS known_sector,
    CASE
      WHEN "从业人数" IS NOT NULL AND "营业收入" IS NOT NULL AND "资产总额" IS NOT NULL THEN
        CASE
          WHEN t.sector IS NULL THEN NULL
          WHEN (staff_1 IS NULL OR "从业人数" >= staff_1) AND (revenue_1 IS NULL OR "营业收入" >= revenue_1)
            AND (assets_1 IS NULL OR "资产总额" >= assets_1) THEN '大型'
          WHEN (staff_2 IS NULL OR "从业人数" >= staff_2) AND (revenue_2 IS NULL OR "营业收入" >= revenue_2)
            AND (assets_2 IS NULL OR "资产总额" >= assets_2) THEN '中型'
          WHEN (staff_3 IS NULL OR "从业人数" >= staff_3) AND (revenue_3 IS NULL OR "营业收入" >= revenue_3)
            AND (assets_3 IS NULL OR "资产总额" >= assets_3) THEN '小型'
          ELSE '微型'
        END
      ELSE
        CASE
          WHEN t.sector IS NULL THEN NULL
          WHEN ((staff_1 IS NULL OR "从业人数" >= staff_1) AND (revenue_1 IS NULL OR "营业收入" >= revenue_1)
            AND (assets_1 IS NULL OR "资产总额" >= assets_1)) IS NULL THEN NULL
          WHEN (staff_1 IS NULL OR "从业人数" >= staff_1) AND (revenue_1 IS NULL OR "营业收入" >= revenue_1)
            AND (assets_1 IS NULL OR "资产总额" >= assets_1) THEN '大型'
          WHEN ((staff_2 IS NULL OR "从业人数" >= staff_2) AND (revenue_2 IS NULL OR "营业收入" >= revenue_2)
            AND (assets_2 IS NULL OR "资产总额" >= assets_2)) IS NULL THEN NULL
          WHEN (staff_2 IS NULL OR "从业人数" >= staff_2) AND (revenue_2 IS NULL OR "营业收入" >= revenue_2)
            AND (assets_2 IS NULL OR "资产总额" >= assets_2) THEN '中型'
          WHEN ((staff_3 IS NULL OR "从业人数" >= staff_3) AND (revenue_3 IS NULL OR "营业收入" >= revenue_3)
            AND (assets_3 IS NULL OR "资产总额" >= assets_3)) IS NULL THEN NULL
          WHEN (staff_3 IS NULL OR "从业人数" >= staff_3) AND (revenue_3 IS NULL OR "营业收入" >= revenue_3)
            AND (assets_3 IS NULL OR "资产总额" >= assets_3) THEN '小型'
          WHEN (staff_3 IS NULL OR "从业人数" IS NOT NULL) AND (revenue_3 IS NULL OR "营业收入" IS NOT NULL)
            AND (assets_3 IS NULL OR "资产总额" IS NOT NULL) THEN '微型'
        END
    END AS size_class,
    CASE WHEN t.sector IS NOT NULL AND "营业收入" IS NOT NULL THEN COALESCE("营业收入" >= above, FALSE) END AS above_scale,
    CASE WHEN "参保人数" <= 30 THEN 0.2::DECIMAL(4, 3) ELSE 0.055::DECIMAL(4, 3) END AS layoff_limit
  FROM population p LEFT JOIN typed t ON p."行业" = t.sector
), judged AS (
  SELECT
    *,
    CASE
      WHEN "参保人数" IS NOT NULL AND "裁员人数" IS NOT NULL AND "缴费" IS NOT NULL AND "注册日期" IS NOT NULL AND "信用" IS NOT NULL THEN
        CASE
          WHEN "注册日期" > DATE '2022-07-01' THEN 1
          WHEN "参保人数" < 1 THEN 2
          WHEN "缴费" <= 0 THEN 3
          WHEN "裁员人数" > "参保人数" * layoff_limit THEN 4
          WHEN "信用" = 4 THEN 5
          ELSE 6
        END
      WHEN "注册日期" IS NULL THEN -1
      WHEN "注册日期" > DATE '2022-07-01' THEN 1
      WHEN "参保人数" IS NULL THEN -1
      WHEN "参保人数" < 1 THEN 2
      WHEN "缴费" IS NULL THEN -1
      WHEN "缴费" <= 0 THEN 3
      WHEN "裁员人数" IS NULL THEN -1
      WHEN "裁员人数" > "参保人数" * layoff_limit THEN 4
      ELSE -1
    END AS reason_id,
    CASE size_class WHEN '大型' THEN 0.3::DECIMAL(2, 1) ELSE 0.6::DECIMAL(2, 1) END AS rate,
    CASE size_class
      WHEN '大型' THEN 0.05::DECIMAL(4, 3) WHEN '中型' THEN 0.1::DECIMAL(4, 3)
      WHEN '小型' THEN 0.125::DECIMAL(4, 3) ELSE 0.15::DECIMAL(4, 3)
    END AS bonus_rate,
    "研发费用" >= "营业收入" * (CASE WHEN "营业收入" < 5000 THEN 500 WHEN "营业收入" < 20000 THEN 400 ELSE 300 END)::DECIMAL(3, 0)
      AS intense
  FROM classed
), amounts AS (
  SELECT
    *,
    CASE
      WHEN reason_id = 6 THEN
        CASE
          WHEN size_class IS NOT NULL
            THEN LEAST(ROUND("缴费" * rate, 2)::DECIMAL(18, 2), ("参保人数" * 1500)::DECIMAL(18, 2), 5000000::DECIMAL(18, 2))
        END
      WHEN reason_id > 0 THEN 0::DECIMAL(18, 2)
    END AS refund,
    CASE
      WHEN intense THEN
        CASE WHEN size_class IS NOT NULL THEN LEAST(ROUND("研发费用" * bonus_rate, 2)::DECIMAL(18, 2), 2000000::DECIMAL(18, 2)) END
      WHEN NOT intense THEN 0::DECIMAL(18, 2)
    END AS bonus
  FROM judged
)
SELECT
  id, street,
  size_class AS "企业规模",
  above_scale AS "规模以上",
  refund AS "返还金额",
  intense AS "研发达标",
  bonus AS "研发奖励",
  refund + CASE WHEN "信用" <= 2 THEN bonus WHEN "信用" > 2 THEN 0::DECIMAL(18, 2) END AS "合计",
  reason_id AS reason,
  CASE
    WHEN "行业" IS NOT NULL AND "从业人数" IS NOT NULL AND "参保人数" IS NOT NULL AND "裁员人数" IS NOT NULL AND "营业收入" IS NOT NULL
      AND "资产总额" IS NOT NULL AND "研发费用" IS NOT NULL AND "缴费" IS NOT NULL AND "注册日期" IS NOT NULL AND "信用" IS NOT NULL THEN 0
    ELSE
      (CASE WHEN "行业" IS NULL THEN 1 ELSE 0 END) | (CASE WHEN "从业人数" IS NULL AND size_class IS NULL THEN 2 ELSE 0 END)
        | (CASE WHEN "参保人数" IS NULL AND reason_id = -1 THEN 4 ELSE 0 END)
        | (CASE WHEN "裁员人数" IS NULL AND reason_id = -1 THEN 8 ELSE 0 END)
        | (CASE WHEN "营业收入" IS NULL THEN 16 ELSE 0 END) | (CASE WHEN "资产总额" IS NULL AND size_class IS NULL THEN 32 ELSE 0 END)
        | (CASE WHEN "研发费用" IS NULL THEN 64 ELSE 0 END) | (CASE WHEN "缴费" IS NULL AND reason_id = -1 THEN 128 ELSE 0 END)
        | (CASE WHEN "注册日期" IS NULL THEN 256 ELSE 0 END) | (CASE WHEN "信用" IS NULL THEN 512 ELSE 0 END)
  END::BIGINT AS missing,
  CASE WHEN known_sector IS NULL AND "行业" IS NOT NULL THEN 1 ELSE 0 END::BIGINT AS unmatched
FROM amounts
