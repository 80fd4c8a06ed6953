"""A reader that asks a language model, and keeps of its answer only what the text itself shows.

1. where to ask            `endpoint`     address, model and key, from the environment
2. what to ask             `pieces`, `prompt`
3. asking                  `client`, `usage`
4. what the answer says    `answer`
5. what the text shows     `located`, `checked`, `records`, `actors`
6. all of it               `reader`

Nothing else in Troth uses this package but the command line, and only when it is asked to.
"""
