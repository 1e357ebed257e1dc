"""One line for each petition, everything about it decided; the tables are then written from it."""

# Ids begin behind those of the cases. Evenly over three years, the newest last; of the old ones three in a
# hundred are open, of the last twentieth all. `stage` is how many of the steps are behind a petition: what is
# open is at any of them, what the organ has finished is past all. Of twenty that are done, five never came
# to an organ, by `i % 20`: guided (0, 1), refused (2), an accusation sent on (3), merged (4).
# `pace` keeps the moments of the newest out of the future.
PLAN = """
CREATE UNLOGGED TABLE bench.organ AS
    SELECT row_number() OVER (ORDER BY u.id)::int - 1 AS place, u.id AS unit,
        min(d.user_id) FILTER (WHERE NOT d.leads) AS hand, min(d.user_id) FILTER (WHERE d.leads) AS head
    FROM accounts_unit u JOIN accounts_duty d ON d.unit_id = u.id
    WHERE d.role IN ('competent_org', 'member_unit') GROUP BY u.id;
CREATE UNLOGGED TABLE bench.village AS
    SELECT row_number() OVER (ORDER BY code)::int - 1 AS place, code AS area
    FROM areas_area WHERE length(code) = 12;
CREATE UNLOGGED TABLE bench.appeal AS
    SELECT
        staged.*, staged.i + %(cases)s AS id, organ.unit, organ.hand, organ.head, village.area,
        (SELECT min(user_id) FROM accounts_duty WHERE role = 'xf_office') AS officer,
        at + pace * interval '12 days' AS accepted_at,
        at + pace * interval '1 day' * (45 + i %% 40) AS answered_at,
        at + pace * interval '1 day' * (48 + i %% 40) AS told_at,
        CASE
            WHEN NOT filed THEN (%(open)s::text[])[1 + stage]
            WHEN i %% 20 < 2 THEN 'guided' WHEN i %% 20 = 2 THEN 'not_accepted'
            WHEN i %% 20 = 3 THEN 'transferred' WHEN i %% 20 = 4 THEN 'merged' ELSE 'final'
        END AS status
    FROM (
        SELECT
            drawn.*, CASE WHEN NOT filed THEN i / 20 %% 8 WHEN i %% 20 < 5 THEN 1 ELSE 8 END AS stage,
            least(1, extract(epoch FROM now() - at) / (90 * 86400)) AS pace
        FROM (
            SELECT
                i, now() - interval '3 years' * (1 - (i - 1)::float / %(rows)s) AS at,
                (hashint4(i) & 1023) / 1024.0 AS l,
                i < %(rows)s * 0.95 AND (hashint4(i) & 1023) / 1024.0 < 0.97 AS filed
            FROM generate_series(1, %(rows)s) i
        ) drawn
    ) staged
    JOIN bench.organ ON organ.place = (hashint4(i * 3) & 65535) %% (SELECT count(*) FROM bench.organ)
    JOIN bench.village ON village.place = (hashint4(i * 7) & 65535) %% (SELECT count(*) FROM bench.village)
"""
# How an open petition stands by the number of steps behind it.
OPEN = (
    "registered", "classified", "routed", "accepted", "investigating", "drafted", "answered", "delivered",
)  # fmt: skip
SENT, ACCEPTED, DRAFTED, ANSWERED, DELIVERED = (f"stage >= {number}" for number in (2, 3, 5, 6, 7))
