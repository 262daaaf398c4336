// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline/manpage.h"

#include "cli/commandline/helptext.h"
#include "cli/exitcode.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

//! \return a character that roff would take for something else, or show as another one.
QByteArray escaped(char32_t character)
{
    switch (character) {
    case U'\\':
        return "\\(rs";
    case U'-':
        return "\\-";
    case U'\'':
        return "\\(aq";
    case U'`':
        return "\\(ga";
    case U'^':
        return "\\(ha";
    case U'~':
        return "\\(ti";
    default:
        break;
    }
    if (character < 0x80)
        return QByteArray(1, char(character));
    return "\\[u" + QByteArray::number(character, 16).toUpper().rightJustified(4, '0') + ']';
}

QByteArray escaped(const QString &text)
{
    // A dot at the beginning of a line would make it a request.
    QByteArray shown = text.startsWith(u'.') ? "\\&" : "";
    for (const char32_t character : text.toUcs4())
        shown += escaped(character);
    return shown;
}

QByteArray bold(const QString &text)
{
    return "\\fB" + escaped(text) + "\\fR";
}

QByteArray italic(const QString &text)
{
    return "\\fI" + escaped(text) + "\\fR";
}

QByteArray paragraph(const QString &text)
{
    return ".PP\n" + escaped(text) + '\n';
}

QByteArray item(const QByteArray &tag, const QString &text)
{
    return ".TP\n" + tag + '\n' + escaped(text) + '\n';
}

QByteArray section(const QByteArray &title, const QByteArray &content)
{
    return content.isEmpty() ? QByteArray() : ".SH " + title + '\n' + content;
}

QByteArray head(const QString &name, QString summary)
{
    if (summary.endsWith(u'.'))
        summary.chop(1);
    // Neither hyphens that were not there nor wide gaps: what is shown gets copied.
    return ".TH " + escaped(name.toUpper()) + " 1 \"\" \"Linnet " LINNET_VERSION "\" \"Linnet\"\n"
        + ".ad l\n.nh\n" + section("NAME", escaped(name) + " \\- " + escaped(summary) + '\n');
}

QByteArray helpOf(const QString &help, const QStringList &choices)
{
    const bool isSaid = choices.isEmpty()
        || std::all_of(choices.begin(), choices.end(),
                       [&](const QString &choice) { return help.contains(choice); });
    return isSaid ? escaped(help) : escaped(help + u" One of "_s + choices.join(u", "_s) + u'.');
}

QByteArray options(const QList<Option> &all)
{
    QByteArray items;
    for (const Option &option : all) {
        QByteArrayList names;
        for (const QString &name : option.names.split(u','))
            names.append(bold(name));
        const QString value = valueWord(option);
        items += ".TP\n" + names.join(", ") + (value.isEmpty() ? QByteArray() : italic(value))
            + '\n' + helpOf(option.help, option.choices) + '\n';
    }
    return items;
}

QByteArray examples(const QStringList &lines)
{
    QByteArray shown;
    for (const QString &line : lines)
        shown += escaped(line) + '\n';
    return lines.isEmpty() ? QByteArray() : ".PP\n.EX\n" + shown + ".EE\n";
}

QString pageName(const Declaration &command)
{
    return u"linnetctl-"_s + QString(command.name).replace(u' ', u'-');
}

QByteArray reference(const QString &page)
{
    return bold(page) + "(1)";
}

QByteArray synopsis(const Declaration &command)
{
    QByteArray text = bold(u"linnetctl "_s + command.name);
    for (const Argument &argument : command.arguments)
        text += ' ' + italic(usageWord(argument));
    return text + " [" + italic(u"OPTIONS"_s) + "]\n";
}

QByteArray arguments(const Declaration &command)
{
    QByteArray items;
    for (const Argument &argument : command.arguments)
        items +=
            ".TP\n" + italic(argument.name) + '\n' + helpOf(argument.help, argument.choices) + '\n';
    return items;
}

//! What is said of the options of every command: which of them matter here.
QByteArray notes(const Declaration &command)
{
    QByteArray text;
    if (command.hasDryRun)
        text += paragraph(
            u"With --dry-run the server says what would happen, and nothing is changed."_s);
    if (command.isFinal)
        text += paragraph(u"It cannot be undone: it is confirmed by the name of what it is about, "
                          "at the terminal or with --confirm. --yes is not enough."_s);
    return text;
}

QByteArray exitCodes()
{
    const std::array<std::pair<ExitCode, QString>, 13> meanings = {{
        {ExitCode::Done, u"It is done."_s},
        {ExitCode::Usage, u"What was typed cannot be done."_s},
        {ExitCode::Data, u"The server does not accept what was given, or found damage."_s},
        {ExitCode::NoInput, u"What was named does not exist."_s},
        {ExitCode::Unavailable, u"The server is out of reach, or is not set up for it."_s},
        {ExitCode::Internal, u"The server failed."_s},
        {ExitCode::CannotCreate, u"It is in the way of something that exists."_s},
        {ExitCode::InputOutput, u"A file cannot be read or written."_s},
        {ExitCode::Temporary, u"Later it may work."_s},
        {ExitCode::Protocol, u"What answers does not speak as a Linnet server does."_s},
        {ExitCode::NoPermission, u"Nobody is signed in, or one may not do that."_s},
        {ExitCode::Configuration, u"The contexts cannot be used."_s},
        {ExitCode::Interrupted, u"It was interrupted."_s},
    }};
    QByteArray items;
    for (const auto &[code, meaning] : meanings)
        items += item(bold(QString::number(int(code))), meaning);
    return items;
}

QByteArray commandText(const Declaration &command, const QList<Declaration> &declarations)
{
    QByteArrayList related = {reference(u"linnetctl"_s)};
    for (const Declaration &other : declarations)
        if (other.noun() == command.noun() && other.name != command.name)
            related.append(reference(pageName(other)));
    return head(pageName(command), command.summary) + section("SYNOPSIS", synopsis(command))
        + section("DESCRIPTION", escaped(command.summary) + '\n' + notes(command))
        + section("ARGUMENTS", arguments(command))
        + section("OPTIONS",
                  options(command.options) + ".PP\nThose of every command are in "
                      + reference(u"linnetctl"_s) + ".\n")
        + section("EXIT STATUS", exitCodes()) + section("EXAMPLES", examples(command.examples))
        + section("SEE ALSO", related.join(",\n") + '\n');
}

QByteArray commandItems(const QList<Declaration> &declarations)
{
    QByteArray items;
    for (const Declaration &command : declarations)
        items += item(bold(command.name), command.summary);
    return items;
}

QByteArray environment()
{
    return item(bold(u"LINNET_SERVER"_s), u"The server to ask, where no option names one."_s)
        + item(bold(u"LINNET_CONTEXT"_s), u"The context to use, where LINNET_SERVER is not set."_s)
        + item(bold(u"LINNET_CA_FILE"_s), u"What --ca-file says, where it is not given."_s)
        + item(bold(u"LINNET_TOKEN"_s), u"An access token to ask with, instead of a sign-in."_s)
        + item(bold(u"LINNET_COMPLETION_TIME"_s),
               u"So many milliseconds may a shell wait for the words it completes (900)."_s)
        + item(bold(u"NO_COLOR"_s), u"Where it is set, nothing is coloured."_s);
}

QByteArray files()
{
    return item(italic(u"$XDG_CONFIG_HOME/linnet/contexts.json"_s),
                u"Contexts and the sign-ins there, readable by their owner alone; "
                "$XDG_CONFIG_HOME is ~/.config unless it is set."_s)
        + item(italic(u"$XDG_DATA_HOME/linnet/operator.sock"_s),
               u"What --local asks where no other socket is named; $XDG_DATA_HOME is "
               u"~/.local/share "
               "unless it is set."_s);
}

QByteArray programText(const QList<Declaration> &declarations, const QList<Option> &globals)
{
    return head(u"linnetctl"_s, u"Administer Linnet servers."_s)
        + section("SYNOPSIS",
                  bold(u"linnetctl"_s) + ' ' + italic(u"COMMAND"_s) + " [" + italic(u"OPTIONS"_s)
                      + "]\n")
        + section(
               "DESCRIPTION",
               escaped(u"Asks a server, over the network as an administrator who has signed in, "
                       "or with --local on its machine as its operator. Data goes to the output, "
                       "everything else to the error output."_s)
                   + '\n'
                   + paragraph(u"Each command has a page of its own: linnetctl-user-list(1) is "
                               "about \"linnetctl user list\"."_s))
        + section("COMMANDS", commandItems(declarations)) + section("OPTIONS", options(globals))
        + section("ENVIRONMENT", environment()) + section("FILES", files())
        + section("EXIT STATUS", exitCodes()) + section("EXAMPLES", examples(firstExamples()));
}

} // namespace

QList<ManPage> manPages(const QList<Declaration> &declarations, const QList<Option> &globals)
{
    QList<ManPage> pages = {{u"linnetctl"_s, programText(declarations, globals)}};
    for (const Declaration &command : declarations)
        pages.append({pageName(command), commandText(command, declarations)});
    return pages;
}

} // namespace linnet::cli
