/* tools/reprise/commands.h - one file per command; each returns the exit status */
#ifndef RP_TOOL_COMMANDS_H
#define RP_TOOL_COMMANDS_H
#include "core/status.h"

int command_train(int argc, char **argv);
int command_generate(int argc, char **argv);
int command_ops(int argc, char **argv);
int command_check_ops(int argc, char **argv);
int command_check_programs(int argc, char **argv);
int command_identifiers(int argc, char **argv);
int command_check(int argc, char **argv);
int command_plugins(int argc, char **argv);

/** Prints the library's message for `st` to stderr and returns the exit status 1. */
int report_error(rp_status st);
/** The same for what the user typed or named: exit status 2. */
int report_usage(rp_status st);
#endif
