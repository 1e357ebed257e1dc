-- One line for each matter, everything about it decided; the tables are then written from it.
-- Chance is repeatable: the session's seed is set before.
CREATE UNLOGGED TABLE bench.plan AS
WITH dice AS MATERIALIZED (
    SELECT
        i,
        now() - interval '1095 days' * (1 - i / %(rows)s::float) AS at,
        random() AS a, random() AS b, random() AS c, random() AS d, random() AS e,
        random() AS f, random() AS g, random() AS h, random() AS k, random() AS l
    FROM generate_series(1, %(rows)s) AS i
),
placed AS (
    SELECT
        *,
        CASE WHEN a < 0.22 THEN 0 ELSE 1 + floor(b * 19)::int END AS town,
        floor(c * 200)::int AS grid,
        1 + floor(d * %(texts)s)::int AS wording,
        -- about 4 %% are open: most of the last month's, some of the last half year's
        CASE
            WHEN at > now() - interval '30 days' THEN e < 0.75
            WHEN at > now() - interval '180 days' THEN e < 0.14
            ELSE false
        END AS open,
        least(1, extract(epoch FROM now() - at) / (10 * 86400)) AS pace
    FROM dice
),
staged AS (
    SELECT
        *,
        CASE
            WHEN open AND f < 0.20 THEN 'reported'
            WHEN open AND f < 0.23 THEN 'incomplete'
            WHEN open AND f < 0.43 THEN 'dispatched'
            WHEN open AND f < 0.78 THEN 'handling'
            WHEN open AND f < 0.90 THEN 'finished'
            WHEN open THEN 'checked'
            WHEN f < 0.03 THEN 'declined'
            ELSE 'closed'
        END AS status,
        -- half of what is done was put right on the spot, with no unit
        f >= 0.78 AND g < 0.5 OR NOT open AND f >= 0.03 AND g < 0.5 AS settled,
        CASE WHEN h < 0.85 THEN town ELSE -1 END AS desk_of,
        floor(k * CASE WHEN h < 0.85 THEN 8 ELSE 10 END)::int AS desk
    FROM placed
)
SELECT
    s.i, s.at, s.status, s.settled, s.open, s.l, grid.code AS area, grid.worker, grid.officer,
    s.wording, wording.category,
    step.stage, sent,
    CASE WHEN sent THEN desk.unit END AS unit,
    desk.hands[1 + floor(s.g * array_length(desk.hands, 1))::int] AS hand,
    s.at + interval '1 day' * pace * (0.05 + 0.9 * s.g) AS dispatched_at,
    s.at + interval '1 day' * pace * (1.0 + 0.4 * s.b) AS accepted_at,
    s.at + interval '1 day' * pace * (1.5 + 5 * s.k) AS finished_at,
    s.at + interval '1 day' * pace * (6.6 + s.c) AS checked_at,
    s.at + interval '1 day' * pace * (7.7 + s.b) AS closed_at,
    date_trunc('day', now(), 'Asia/Shanghai') + interval '1 day' * (floor(s.d * 12) - 3) AS due_at,
    date_trunc('day', s.at, 'Asia/Shanghai') + interval '1 day' * (4 + floor(s.g * 4)) AS handle_due_at
FROM staged AS s
JOIN bench.grid AS grid ON (grid.town, grid.place) = (s.town, s.grid)
JOIN bench.wording AS wording ON wording.place = s.wording
JOIN bench.desk AS desk ON (desk.town, desk.place) = (s.desk_of, s.desk),
LATERAL (
    SELECT CASE s.status
        WHEN 'dispatched' THEN 1 WHEN 'handling' THEN 2 WHEN 'finished' THEN 3 WHEN 'checked' THEN 4
        WHEN 'closed' THEN 5 ELSE 0
    END AS stage
) AS step,
LATERAL (SELECT step.stage > 0 AND NOT s.settled AS sent) AS passed
