"""The playground: a stand-in for Slack on localhost, for `drumbeat demo` and the end-to-end tests.

The unchanged bot joins it through slack-sdk: it calls the Web API under `/api/`, and is called back over
Socket Mode (or, in the other mode, by signed HTTP requests). People join it in a browser at `/`, where they
type commands, press buttons and fill in dialogs. It refuses what Slack refuses, so a message that is too long
or a dialog that opens too late fails here first. Nothing in it is stored, and nothing leaves this machine.
"""
