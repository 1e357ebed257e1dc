"""What is done in the portal's own name, and why."""

# Code that asks the database in the portal's own name, which no policy binds: a leak in it is stopped by
# nothing but itself. Each with what it cannot do in the user's.
IN_OWN_NAME = {
    "manage.py": "commands",
    "governance/celery.py": "tasks",
    "security/management/commands/prepare_database.py": "makes the policies",
    "casework/management/commands/rotate_field_keys.py": "reads sealed keys, as the owner",
    "casework/services/following.py": "tells reporters of what goes along with a matter, by their own",
    "casework/services/linking.py": "gives all of a chain one code",
    "casework/services/feeds.py": "finds whose feed a key opens, before anybody is in",
    "casework/services/messages.py": "writes notices to others",
    "casework/services/together.py": "withdraws notices of what is taken back",
    "jobs/services.py": "finds the job that somebody else asked for",
    "grids/forms/__init__.py": "puts the usual source back into the catalogue",
    "accounts/services/attempts.py": "counts tries, before anybody is known",
    "accounts/services/passwords.py": "keeps former passwords, which nobody reads",
    "accounts/services/second_factor.py": "looks for the second factor, before anybody is in",
    "accounts/services/visiting.py": "counts what visitors send and try, who are nobody",
    "disputes/services/applying.py": "writes down what residents apply for",
    "casework/services/codes.py": "opens a matter's progress to whoever holds its code",
    "petitions/services/residing.py": "writes down what residents petition",
    "petitions/resident_views.py": "does what whoever holds a code may do in that petition",
    "petitions/importing/loading.py": "writes down petitions of another system, as a command",
    "casework/services/residents.py": "tells petitioners whom whoever handles it may not know",
    "petitions/services/people.py": "writes down petitioners whom whoever does so may not read after",
    "petitions/services/registering.py": "keeps the scans of their letters",
    "petitions/services/steps.py": "asks whether an official is a petitioner whom they may not know",
    "petitions/services/reviewing.py": "ends petitions on their day",
    "accounts/services/stays.py": "opens and ends stays, before anybody is in",
}
