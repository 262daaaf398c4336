// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion/completer.h"
#include "cli/completion/completiontime.h"
#include "cli/interruption.h"
#include "cli/output/descriptorsink.h"
#include "cli/program.h"

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    using namespace linnet::cli;

    ::umask(S_IRWXG | S_IRWXO); // What is kept is its owner's alone.
    std::signal(SIGPIPE, SIG_IGN);
    noteInterruptions();

    QStringList words;
    for (int i = 1; i < argc; ++i)
        words.append(QString::fromLocal8Bit(argv[i]));
    if (words.value(0) == CompletionWord)
        endQuietlyAfter(completionTime());
    DescriptorSink out(STDOUT_FILENO);
    DescriptorSink err(STDERR_FILENO);
    Console console(out, err, screenAt(STDOUT_FILENO));
    return int(runProgram(words, console, STDIN_FILENO));
}
