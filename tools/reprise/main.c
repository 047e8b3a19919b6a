/* tools/reprise/main.c - the command `reprise` */
#include "core/log.h"
#include "dispatch/init.h"
#include "reprise/commands.h"
#include "reprise/options.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *about;
    int (*run)(int argc, char **argv);
} commands[] = {
    {"train", "train a GPT on the bytes of a file", command_train},
    {"generate", "write text with trained weights", command_generate},
    {"ops", "list the operators, their schemas and where they run", command_ops},
    {"check-ops", "call recorded operator calls again and compare", command_check_ops},
    {"check-programs", "run recorded checkpointing programs again and compare",
     command_check_programs},
    {"identifiers", "list the names of torch.utils.checkpoint and their counterparts",
     command_identifiers},
    {"check", "prove a plugin: the conformance kit", command_check},
    {"plugins", "list the plugins: what was found, what was loaded, and why", command_plugins},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void print_help(FILE *out)
{
    fprintf(
        out,
        "Reprise %s: training inside the memory you have\n\nusage: reprise COMMAND [flags]\n\ncommands:\n",
        rp_version());
    for (int i = 0; i < COMMANDS; i++)
        fprintf(out, "  %-15s %s\n", commands[i].name, commands[i].about);
    fprintf(
        out,
        "\nreprise COMMAND --help tells the flags. Environment: REPRISE_SAC, REPRISE_SAC_SCOPE, REPRISE_MODES,\n"
        "REPRISE_PLUGINS, REPRISE_PLUGIN_PATH, REPRISE_FALLBACK, REPRISE_LOG, REPRISE_CPU_PLAIN, REPRISE_FREELIST;\nman reprise explains them.\n");
}

static void print_sink(void *ctx, int level, const char *line)
{
    (void)ctx, (void)level;
    fprintf(stderr, "reprise: %s\n", line);
}

int report_error(rp_status st)
{
    fprintf(stderr, "reprise: %s\n", *rp_error_message() ? rp_error_message() : rp_status_name(st));
    return 1;
}

int report_usage(rp_status st)
{
    report_error(st);
    return EXIT_USAGE;
}

/* libgomp's threads spin for some 15 ms at the end of each parallel region where there are as many
 * cores as threads. When something else needs the cores, they burn the time that the last thread is
 * waiting for. 0.2 ms spans the gap between two operators, and no more. */
static void wait_briefly(void)
{
    /* read when the plugin's runtime is loaded */
    if (!getenv("OMP_WAIT_POLICY")) setenv("GOMP_SPINCOUNT", "4000", 0);
}

int main(int argc, char **argv)
{
    wait_briefly();
    /* else the library opens its own */
    if (!getenv("REPRISE_LOG")) rp_log_set(print_sink, NULL, RP_LOG_WARN);
    const char *command = argc > 1 ? argv[1] : "";
    if (strcmp(command, "--version") == 0) {
        printf("reprise %s\n", rp_version());
        return 0;
    }
    if (strcmp(command, "--help") == 0 || strcmp(command, "-h") == 0 ||
        strcmp(command, "help") == 0) {
        print_help(stdout);
        return 0;
    }
    for (int i = 0; i < COMMANDS; i++)
        if (strcmp(command, commands[i].name) == 0) return commands[i].run(argc, argv);
    if (*command) fprintf(stderr, "reprise: there is no command '%s'\n", command);
    print_help(stderr);
    return EXIT_USAGE;
}
