// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline/completion.h"

#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

//! \brief What may be typed next, by the words of a command that are there.
using WordsAfter = QMap<QString, QStringList>;

QStringList longNames(const QList<Option> &options)
{
    QStringList names;
    for (const Option &option : options)
        names.append(option.name());
    return names;
}

WordsAfter wordsAfter(const QList<Declaration> &declarations, const QList<Option> &globals)
{
    WordsAfter words;
    for (const Declaration &each : declarations) {
        if (!words[{}].contains(each.noun()))
            words[{}].append(each.noun());
        if (!each.verb().isEmpty())
            words[each.noun()].append(each.verb());
        QStringList &own = words[each.name];
        for (const Argument &argument : each.arguments)
            own += argument.choices;
        own += longNames(each.options) + longNames(globals);
    }
    return words;
}

QMap<QString, QStringList> choicesOf(const QList<Declaration> &declarations,
                                     const QList<Option> &globals)
{
    QList<Option> options = globals;
    for (const Declaration &each : declarations)
        options += each.options;
    QMap<QString, QStringList> choices;
    for (const Option &option : std::as_const(options))
        if (!option.choices.isEmpty())
            for (const QString &name : option.names.split(u','))
                choices[name] = option.choices;
    return choices;
}

QString cases(const QMap<QString, QStringList> &words)
{
    QString text;
    for (auto each = words.begin(); each != words.end(); ++each)
        text += u"        '%1') words='%2' ;;\n"_s.arg(each.key(), each.value().join(u' '));
    return text;
}

//! For bash; zsh runs it, too.
QString bashScript(const QList<Declaration> &declarations, const QList<Option> &globals)
{
    return uR"(_linnetctl() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local each command= count=0 words=
    for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $each in
        -*) ;;
        *) [ $count -lt 2 ] && command="${command:+$command }$each" && count=$((count + 1)) ;;
        esac
    done
    case $previous in
%1        *) case $command in
%2        *) command=${command%% *}
            case $command in
%2            esac ;;
        esac ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}
)"_s.arg(cases(choicesOf(declarations, globals)), cases(wordsAfter(declarations, globals)));
}

QString fishScript(const QList<Declaration> &declarations, const QList<Option> &globals)
{
    const QString line = u"complete -c linnetctl -f -n '__linnetctl_after \"%1\"' -a '%2'\n"_s;
    QString text = uR"(function __linnetctl_after
    set -l words
    for each in (commandline -opc)[2..]
        string match -q -- '-*' $each; or set -a words $each
    end
    string match -q -- $argv[1] "$words[1..2]"
end
)"_s;
    const auto words = wordsAfter(declarations, globals);
    for (auto each = words.begin(); each != words.end(); ++each) {
        // After a command of one word comes what is no part of its name.
        const bool isWhole = std::any_of(
            declarations.begin(), declarations.end(), [&](const Declaration &declaration) {
                return declaration.name == each.key() && declaration.verb().isEmpty();
            });
        text += line.arg(each.key() + (isWhole ? u"*"_s : QString()), each.value().join(u' '));
    }
    return text;
}

} // namespace

QStringList shellNames()
{
    return {u"bash"_s, u"zsh"_s, u"fish"_s};
}

QString completionScript(Shell shell, const QList<Declaration> &declarations,
                         const QList<Option> &globals)
{
    switch (shell) {
    case Shell::Bash:
        return bashScript(declarations, globals) + u"complete -F _linnetctl linnetctl\n"_s;
    case Shell::Zsh:
        return u"#compdef linnetctl\nautoload -U +X bashcompinit && bashcompinit\n"_s
            + bashScript(declarations, globals) + u"complete -F _linnetctl linnetctl\n"_s;
    case Shell::Fish:
        return fishScript(declarations, globals);
    }
    Q_UNREACHABLE();
}

} // namespace linnet::cli
