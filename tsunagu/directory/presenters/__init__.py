"""A record and a moment, turned into what a page says, in the language in force. No HTML."""
