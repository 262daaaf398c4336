// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion/completer.h"

#include "cli/commandline/commandparser.h"
#include "cli/commands/commands.h"
#include "cli/completion/expectation.h"
#include "cli/completion/thingsnamed.h"
#include "cli/output/displaytext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr int MostAbout = 60; // Columns.

//! \return whether a shell takes \p word as it is. What people call themselves is put into the
//! command line of somebody who may do everything.
bool isPlain(const QString &word)
{
    return !word.isEmpty() && !word.startsWith(u':')
        && std::all_of(word.begin(), word.end(), [](QChar each) {
               const bool isAscii = each.unicode() < 0x80;
               return isAscii && (each.isLetterOrNumber() || u"+,-./:=@_%"_s.contains(each));
           });
}

//! \return the options that are among the words before the last, as far as they can be read.
GlobalOptions optionsIn(const QStringList &words, const QList<Declaration> &declarations)
{
    GlobalOptions options;
    std::ignore = parseCommand(words.first(words.size() - 1), declarations, options);
    return options;
}

QByteArray lineOf(const Candidate &candidate)
{
    const QString about = elided(printable(candidate.about), MostAbout);
    return candidate.word.toUtf8() + (about.isEmpty() ? QByteArray() : '\t' + about.toUtf8())
        + '\n';
}

} // namespace

QByteArray completionsOf(const QStringList &words, const ContextStore &contexts)
{
    if (words.isEmpty())
        return {};
    const CommandList commands = allCommands(); // What is read ends up in them.
    const QList<Declaration> declarations = declarationsOf(commands);
    GlobalOptions globals;
    const Expectation expected = expectationOf(words, declarations, globalOptions(globals));
    QByteArray lines;
    for (const Candidate &candidate : expected.candidates)
        lines += lineOf(candidate);
    const bool isLookedUp = expected.referent != Referent::None
        && (expected.begun.isEmpty() || isPlain(expected.begun));
    if (isLookedUp)
        for (const Candidate &found : thingsNamed(expected.referent, expected.begun,
                                                  optionsIn(words, declarations), contexts))
            if (isPlain(found.word) && found.word.startsWith(expected.begun))
                lines += lineOf({expected.prefix + found.word, found.about});
    if (expected.other == Expectation::Else::File)
        lines += ":files\n";
    if (expected.other == Expectation::Else::Folder)
        lines += ":folders\n";
    return lines;
}

} // namespace linnet::cli
