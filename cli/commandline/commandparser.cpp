// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline/commandparser.h"

#include "cli/commandline/optionparser.h"
#include "cli/commandline/usageerror.h"
#include "common/core/nearestname.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

QStringList nouns(const QList<Declaration> &declarations)
{
    QStringList names;
    for (const Declaration &each : declarations)
        if (!names.contains(each.noun()))
            names.append(each.noun());
    return names;
}

QStringList verbs(const QList<Declaration> &declarations, const QString &noun)
{
    QStringList names;
    for (const Declaration &each : declarations)
        if (each.noun() == noun && !each.verb().isEmpty())
            names.append(each.verb());
    return names;
}

qsizetype find(const QList<Declaration> &declarations, const QString &name)
{
    const auto found = std::find_if(declarations.begin(), declarations.end(),
                                    [&](const Declaration &each) { return each.name == name; });
    return found == declarations.end() ? -1 : found - declarations.begin();
}

//! \return \p line with what \p words have of a command's name, which is taken off.
Result<ParsedCommand> takeName(QStringList &words, const QList<Declaration> &declarations,
                               const QList<Option> &globals)
{
    ParsedCommand line;
    QStringList names = nouns(declarations);
    while (!names.isEmpty()) {
        const auto rest = takeOptions(words, globals);
        if (!rest)
            return rest.error();
        words = *rest;
        if (words.isEmpty() || words.first().startsWith(u'-'))
            break;
        const QString word = words.takeFirst();
        const QString name = line.topic.isEmpty() ? word : line.topic + u' ' + word;
        if (!names.contains(word)) {
            const QString nearest = nearestName(word, names);
            return usageError(u"There is no command \"%1\"."_s.arg(name),
                              nearest.isEmpty() ? u"See linnetctl --help."_s
                                                : u"Did you mean %1?"_s.arg(nearest));
        }
        names = line.topic.isEmpty() ? verbs(declarations, word) : QStringList();
        line.topic = name;
    }
    line.command = find(declarations, line.topic);
    return line;
}

} // namespace

Result<ParsedCommand> parseCommand(const QStringList &words, const QList<Declaration> &declarations,
                                   GlobalOptions &globals)
{
    const QList<Option> options = globalOptions(globals);
    QStringList rest = words;
    auto line = takeName(rest, declarations, options);
    if (!line)
        return line.error();
    const bool isNamed = line->command >= 0;
    const QList<Option> own = isNamed ? declarations[line->command].options : QList<Option>();
    const QList<Argument> arguments =
        isNamed ? declarations[line->command].arguments : QList<Argument>();
    const auto taken = takeAll(rest, own + options, arguments);
    const bool isEnough = globals.wantsHelp || globals.wantsVersion;
    if (!taken && !isEnough)
        return taken.error();
    if (isNamed && !isEnough && globals.isDryRun && !declarations[line->command].hasDryRun)
        return usageError(u"%1 has no dry run; nothing was done."_s.arg(line->topic));
    if (isNamed && !isEnough && !globals.confirmedName.isEmpty()
        && !declarations[line->command].isFinal)
        return usageError(u"%1 takes no --confirm; nothing was done."_s.arg(line->topic));
    if (isNamed || isEnough)
        return line;
    if (line->topic.isEmpty())
        return usageError(u"What is to be done?"_s, u"See linnetctl --help."_s);
    return usageError(u"\"%1\" takes one more word: %2."_s.arg(
                          line->topic, verbs(declarations, line->topic).join(u", "_s)),
                      u"See linnetctl %1 --help."_s.arg(line->topic));
}

} // namespace linnet::cli
