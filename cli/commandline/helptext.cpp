// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline/helptext.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using Line = std::pair<QString, QString>;

QString section(const QString &title, const QList<Line> &lines)
{
    if (lines.isEmpty())
        return {};
    qsizetype widest = 0;
    for (const auto &[name, text] : lines)
        widest = std::max(widest, name.size());
    QString shown = u'\n' + title + u":\n"_s;
    for (const auto &[name, text] : lines)
        shown += u"  "_s + name.leftJustified(widest) + u"  "_s + text + u'\n';
    return shown;
}

QString examplesSection(const QStringList &examples)
{
    QString shown = u"\nExamples:\n"_s;
    for (const QString &example : examples)
        shown += u"  "_s + example + u'\n';
    return examples.isEmpty() ? QString() : shown;
}

QString optionSection(const QString &title, const QList<Option> &options)
{
    QList<Line> lines;
    for (const Option &option : options) {
        const QString names = QString(option.names).replace(u',', u", "_s);
        const QString indent = names.startsWith(u"--"_s) ? u"    "_s : QString();
        lines.append({indent + names + valueWord(option), option.help});
    }
    return section(title, lines);
}

QString usage(const Declaration &command)
{
    QString text = u"linnetctl "_s + command.name;
    for (const Argument &argument : command.arguments)
        text += u' ' + usageWord(argument);
    return text + u" [OPTIONS]"_s;
}

QString commandHelp(const Declaration &command, const QList<Option> &globals)
{
    QList<Line> arguments;
    for (const Argument &argument : command.arguments)
        arguments.append({argument.name, argument.help});
    return command.summary + u"\n\nUsage: "_s + usage(command) + u'\n'
        + section(u"Arguments"_s, arguments) + optionSection(u"Options"_s, command.options)
        + examplesSection(command.examples) + optionSection(u"Options of every command"_s, globals);
}

QList<Line> commandLines(const QList<Declaration> &declarations)
{
    QList<Line> lines;
    for (const Declaration &each : declarations)
        lines.append({each.name, each.summary});
    return lines;
}

QString wholeHelp(const QList<Declaration> &declarations, const QList<Option> &globals)
{
    return u"Administers Linnet servers.\n\nUsage: linnetctl COMMAND [OPTIONS]\n"_s
        + section(u"Commands"_s, commandLines(declarations)) + examplesSection(firstExamples())
        + optionSection(u"Options of every command"_s, globals)
        + u"\nlinnetctl COMMAND --help says more of a command.\n"_s;
}

} // namespace

QString helpText(const QString &topic, const QList<Declaration> &declarations,
                 const QList<Option> &globals)
{
    if (topic.isEmpty())
        return wholeHelp(declarations, globals);
    QList<Declaration> ofNoun;
    for (const Declaration &each : declarations) {
        if (each.name == topic)
            return commandHelp(each, globals);
        if (each.noun() == topic)
            ofNoun.append(each);
    }
    QStringList examples;
    for (const Declaration &each : std::as_const(ofNoun))
        examples += each.examples.mid(0, 1);
    return u"Usage: linnetctl "_s + topic + u" COMMAND [OPTIONS]\n"_s
        + section(u"Commands"_s, commandLines(ofNoun)) + examplesSection(examples)
        + u"\nlinnetctl "_s + topic + u" COMMAND --help says more of a command.\n"_s;
}

QString usageWord(const Argument &argument)
{
    const bool isList = std::holds_alternative<QStringList *>(argument.target);
    const QString word = argument.name + (isList ? u"…"_s : QString());
    return argument.need == Argument::Need::Required ? word : u'[' + word + u']';
}

QString valueWord(const Option &option)
{
    if (option.value.isEmpty())
        return {};
    return option.value.startsWith(u'[') ? u"[="_s + option.value.mid(1) : u' ' + option.value;
}

QStringList firstExamples()
{
    return {
        u"linnetctl login +911111111111 --server https://chat.example.org"_s,
        u"linnetctl status"_s,
        u"linnetctl session list --filter 'address:10.0.0.0/8'"_s,
        u"linnetctl session revoke --filter 'user:alice' --dry-run"_s,
        u"linnetctl session list -o json | jq '.items[].id'"_s,
        u"linnetctl --local status"_s,
    };
}

} // namespace linnet::cli
