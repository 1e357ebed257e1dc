"""What each column of the big tables is, as SQL over a line of the plan."""

# move -> (status before, status after, column of its moment, who made it, unit after it, which lines)
STEPS = {
    "register": ("''", "'reported'", "at", "worker", "NULL", "true"),
    "query": ("'reported'", "'incomplete'", "dispatched_at", "officer", "NULL", "status = 'incomplete'"),
    "decline": ("'reported'", "'declined'", "dispatched_at", "officer", "NULL", "status = 'declined'"),
    "settle": ("'reported'", "'finished'", "finished_at", "worker", "NULL", "settled"),
    "dispatch": ("'reported'", "'dispatched'", "dispatched_at", "officer", "unit", "sent"),
    "accept": ("'dispatched'", "'handling'", "accepted_at", "hand", "unit", "sent AND stage >= 2"),
    "finish": ("'handling'", "'finished'", "finished_at", "hand", "unit", "sent AND stage >= 3"),
    "check": ("'finished'", "'checked'", "checked_at", "officer", "unit", "stage >= 4"),
    "close": ("'checked'", "'closed'", "closed_at", "officer", "unit", "stage >= 5"),
}
SAID = {"settle": "wording.result", "finish": "wording.result", "query": "'补一下是哪一栋。'"}

MATTER = {
    "id": "i",
    "number": "to_char(at, 'YYYYMM-') || lpad(i::text, greatest(6, length(i::text)), '0')",
    "kind": "'case'",
    "title": "wording.title",
    "area_id": "area",
    "unit_id": "unit",
    "holder_id": "CASE status WHEN 'handling' THEN hand WHEN 'incomplete' THEN worker END",
    "status": "status",
    "due_at": "CASE WHEN open THEN due_at END",
    "confidential": "l < 0.005",
    "version": "stage",
    "created_by_id": "worker",
    "registered_at": "at",
    "created_at": "at",
    "closed_at": "CASE status WHEN 'closed' THEN closed_at WHEN 'declined' THEN dispatched_at END",
}
CASE = {
    "matter_id": "i",
    "text": "wording.text",
    "category_id": "wording.category",
    "source_id": "(ARRAY(SELECT id FROM grids_source ORDER BY place, id))[1 + i %% 5]",
    "urgency": "(ARRAY['urgent', 'complex', 'general'])[least(3, 1 + floor(l * 30)::int)]",
    "result": "CASE WHEN stage >= 3 THEN wording.result ELSE '' END",
    "dispatched_at": "CASE WHEN sent THEN dispatched_at END",
    "accepted_at": "CASE WHEN sent AND stage >= 2 THEN accepted_at END",
    "handle_due_at": "CASE WHEN sent THEN handle_due_at END",
    "finished_at": "CASE WHEN stage >= 3 THEN finished_at END",
    "checked_at": "CASE WHEN stage >= 4 THEN checked_at END",
    "first_closed_at": "CASE WHEN stage >= 5 THEN closed_at END",
    "dispatched_on_time": "CASE WHEN sent THEN l < 0.93 END",
    "on_time": "CASE WHEN stage >= 3 THEN settled OR finished_at < handle_due_at END",
    "checked_on_time": "CASE WHEN stage >= 4 THEN l > 0.05 END",
    "settled": "settled",
}
PHOTO = {
    "matter_id": "i",
    "name": "'现场.jpg'",
    "file": "'matters/' || i || '.jpg'",
    "content_type": "'image/jpeg'",
    "sha256": "md5(i::text) || md5(i::text)",
    "by_id": "worker",
    "at": "at",
}
RUNNING = """CASE stage WHEN 0 THEN 'dispatch' WHEN 1 THEN 'accept' WHEN 2 THEN 'handle'
WHEN 3 THEN 'check' ELSE 'close' END"""
LIMIT = {
    "matter_id": "i",
    "amount": "3",
    "unit": "'个工作日'",
    "basis": "'平台默认期限（网格案件），县里可以改'",
    "started_at": "at",
    "legal_on": "due_at::date - 1",
    "target_on": "due_at::date - 1",
    "calendar": "'2026v1'",
    "due_at": "due_at",
    "warn_at": "greatest(at, due_at - interval '1 day')",
}
