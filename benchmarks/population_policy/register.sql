WITH drawn AS (
  SELECT range AS id, hash(range) AS h, hash(range + 1000000007) AS g, hash(range * 31 + 5) AS k FROM range({rows})
)
SELECT
  id,
  (h % 20)::INTEGER AS street,
  CASE WHEN h // 23 % 1000 = 1 THEN 99 ELSE 1 + h // 7 % 16 END::BIGINT AS "行业",
  power(10, (g % 4000) / 1000.0)::BIGINT AS "从业人数",
  (power(10, (g % 4000) / 1000.0)::BIGINT * (h // 11 % 10) // 9)::BIGINT AS "参保人数",
  CASE WHEN k % 200 = 3 THEN NULL ELSE power(10, (g % 4000) / 1000.0)::BIGINT * (k // 13 % 12) // 100 END::BIGINT AS "裁员人数",
  CASE WHEN g // 3 % 200 = 5 THEN NULL ELSE power(10, (k // 17 % 6000) / 1000.0) END::DECIMAL(18, 2) AS "营业收入",
  power(10, (h // 17 % 6000) / 1000.0)::DECIMAL(18, 2) AS "资产总额",
  (power(10, (k // 17 % 6000) / 1000.0) * (g // 19 % 1000))::DECIMAL(18, 2) AS "研发费用",
  (power(10, (g % 4000) / 1000.0) * (k // 23 % 180000) / 100.0)::DECIMAL(18, 2) AS "缴费",
  DATE '2000-01-01' + (h // 29 % 8500)::INTEGER AS "注册日期",
  (1 + k // 37 % 4)::BIGINT AS "信用"
FROM drawn
