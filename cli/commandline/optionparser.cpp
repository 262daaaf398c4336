// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline/optionparser.h"

#include "cli/commandline/usageerror.h"
#include "common/core/nearestname.h"

#include <CLI/CLI.hpp>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using Words = std::vector<std::string>;

QStringList toStrings(const Words &words)
{
    QStringList converted;
    for (const std::string &word : words)
        converted.append(QString::fromStdString(word));
    return converted;
}

QString suggestion(const QString &typed, const QStringList &names)
{
    const QString nearest = nearestName(typed, names);
    return nearest.isEmpty() ? QString() : u"Did you mean %1?"_s.arg(nearest);
}

//! \brief What was typed for one option or argument, on its way to where it is wanted.
struct Assignment
{
    QString name;
    QStringList values;

    Result<> operator()(bool *target) const
    {
        *target = values.last() == u"true"_s;
        return {};
    }
    Result<> operator()(QString *target) const
    {
        *target = values.last();
        return {};
    }
    Result<> operator()(QStringList *target) const
    {
        *target = values;
        return {};
    }
    Result<> operator()(int *target) const
    {
        bool isNumber = false;
        *target = values.last().toInt(&isNumber);
        if (!isNumber || *target <= 0)
            return usageError(
                u"%1 takes a number above 0, and not \"%2\"."_s.arg(name, values.last()));
        return {};
    }
};

Result<> assign(const CLI::Option *typed, const QString &name, const QStringList &choices,
                const Option::Target &target)
{
    if (typed->count() == 0)
        return {};
    const Assignment assignment{name, toStrings(typed->results())};
    for (const QString &value : assignment.values)
        if (!choices.isEmpty() && !choices.contains(value))
            return usageError(
                u"%1 takes %2, and not \"%3\"."_s.arg(name, choices.join(u", "_s), value),
                suggestion(value, choices));
    return std::visit(assignment, target);
}

//! \return what CLI11 is to call the argument \p name, in which newer versions of it take no "=".
std::string positionalName(QString name)
{
    return name.replace(u'=', u'-').toStdString();
}

//! \brief A parser of CLI11's for some options and arguments.
class Parser
{
public:
    Parser(const QList<Option> &options, const QList<Argument> &arguments)
        : m_options(options)
        , m_arguments(arguments)
    {
        m_app.set_help_flag();
        for (const Option &option : options) {
            const std::string names = option.names.toStdString();
            const bool isFlag = std::holds_alternative<bool *>(option.target);
            m_typed.push_back(isFlag ? m_app.add_flag(names) : m_app.add_option(names));
            if (!isFlag)
                allow(m_typed.back(), std::holds_alternative<QStringList *>(option.target));
        }
        for (const Argument &argument : arguments) {
            m_typed.push_back(m_app.add_option(positionalName(argument.name)));
            if (std::holds_alternative<QStringList *>(argument.target))
                m_typed.back()->expected(CLI::detail::expected_max_vector_size);
        }
    }

    CLI::App &app() { return m_app; }

    //! \return what is none of the options and arguments.
    Result<QStringList> parse(const QStringList &words)
    {
        Words reversed; // As CLI11 wants them.
        for (auto word = words.rbegin(); word != words.rend(); ++word)
            reversed.push_back(*word == u"--local"_s ? "--local=default" : word->toStdString());
        try {
            m_app.parse(reversed);
        } catch (const CLI::ArgumentMismatch &mistake) {
            const QString name = QString::fromStdString(mistake.what()).section(u':', 0, 0);
            return usageError(u"%1 wants a value."_s.arg(name));
        } catch (const CLI::ParseError &mistake) {
            return usageError(QString::fromStdString(mistake.what()) + u'.');
        }
        const auto assigned = assignAll();
        if (!assigned)
            return assigned.error();
        return toStrings(m_app.remaining());
    }

private:
    static void allow(CLI::Option *option, bool isList)
    {
        using Policy = CLI::MultiOptionPolicy;
        option->multi_option_policy(isList ? Policy::TakeAll : Policy::TakeLast);
    }

    Result<> assignAll() const
    {
        auto typed = m_typed.begin();
        for (const Option &option : m_options) {
            auto assigned = assign(*typed++, option.name(), option.choices, option.target);
            if (!assigned)
                return assigned;
        }
        for (const Argument &argument : m_arguments) {
            const auto target =
                std::visit([](auto *each) -> Option::Target { return each; }, argument.target);
            auto assigned = assign(*typed++, argument.name, argument.choices, target);
            if (!assigned)
                return assigned;
        }
        return {};
    }

    const QList<Option> m_options;
    const QList<Argument> m_arguments;
    CLI::App m_app;
    std::vector<CLI::Option *> m_typed; //!< Of the options, then of the arguments.
};

bool isMissing(const Argument &argument)
{
    return argument.need == Argument::Need::Required
        && std::visit([](const auto *target) { return target->isEmpty(); }, argument.target);
}

Error superfluous(const QString &word, const QList<Option> &options)
{
    if (!word.startsWith(u'-'))
        return usageError(u"\"%1\" is one word too many."_s.arg(word));
    QStringList names;
    for (const Option &option : options)
        names.append(option.name());
    return usageError(u"There is no option %1."_s.arg(word),
                      suggestion(word.section(u'=', 0, 0), names));
}

} // namespace

Result<QStringList> takeOptions(const QStringList &words, const QList<Option> &options)
{
    Parser parser(options, {});
    parser.app().prefix_command();
    return parser.parse(words);
}

Result<> takeAll(const QStringList &words, const QList<Option> &options,
                 const QList<Argument> &arguments)
{
    Parser parser(options, arguments);
    parser.app().allow_extras();
    const auto rest = parser.parse(words);
    if (!rest)
        return rest.error();
    for (const QString &word : *rest)
        if (word != u"--"_s)
            return superfluous(word, options);
    for (const Argument &argument : arguments)
        if (isMissing(argument))
            return usageError(u"%1 is missing: %2"_s.arg(argument.name, argument.help));
    return {};
}

} // namespace linnet::cli
