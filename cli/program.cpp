// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"

#include "cli/commandline/commandparser.h"
#include "cli/commandline/helptext.h"
#include "cli/commands/commands.h"
#include "cli/commands/invocation.h"
#include "cli/completion/completer.h"
#include "cli/interruption.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

Result<> perform(const QStringList &words, Console &console, int input)
{
    const CommandList commands = allCommands();
    const QList<Declaration> declarations = declarationsOf(commands);
    GlobalOptions options;
    const auto line = parseCommand(words, declarations, options);
    if (!line)
        return line.error();
    if (options.isPlain)
        console.forgoColour();
    if (options.wantsHelp)
        return console.out().write(
            helpText(line->topic, declarations, globalOptions(options)).toUtf8());
    if (options.wantsVersion)
        return console.out().write("linnetctl " LINNET_VERSION "\n");

    Prompt prompt(input, console.err());
    const ContextStore contexts(ContextStore::usualPath());
    Invocation invocation(options, console, prompt, contexts);
    return commands[size_t(line->command)]->run(invocation);
}

//! \return whether the server was waited for no longer because nobody reads what it says.
bool wasAbandoned(const Error &error)
{
    return error.code == "interrupted"_L1 && !isInterrupted();
}

} // namespace

ExitCode runProgram(const QStringList &words, Console &console, int input)
{
    if (words.value(0) == CompletionWord) {
        const ContextStore contexts(ContextStore::usualPath());
        // Whoever presses a key wants no errors.
        std::ignore = console.out().write(completionsOf(words.mid(1), contexts));
        return ExitCode::Done;
    }
    const auto done = perform(words, console, input);
    if (done || done.error().code == "closed_pipe"_L1 || wasAbandoned(done.error()))
        return ExitCode::Done; // Who reads no more has what it wanted.
    console.report(done.error());
    return exitCode(done.error());
}

} // namespace linnet::cli
