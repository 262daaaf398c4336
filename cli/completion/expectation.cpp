// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion/expectation.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

//! \brief Reads a line word by word, up to the one that is being typed.
class Reader
{
public:
    Reader(const QList<Declaration> &declarations, const QList<Option> &globals)
        : m_declarations(declarations)
        , m_globals(globals)
    {}

    void take(const QString &word)
    {
        if (m_waiting)
            m_waiting.reset(); // For this word.
        else if (isOption(word))
            takeOption(word);
        else if (!isNamed())
            m_name += m_name.isEmpty() ? word : u' ' + word;
        else
            ++m_arguments;
    }

    Expectation expect(const QString &word) const
    {
        if (m_waiting)
            return value(*m_waiting, word);
        if (isOption(word) || (word == u"-"_s && m_hasOptions))
            return option(word);
        if (!isNamed())
            return name(word);
        return argument(word);
    }

private:
    bool isOption(const QString &word) const
    {
        return m_hasOptions && word.size() > 1 && word.startsWith(u'-');
    }

    void takeOption(const QString &word)
    {
        if (word == u"--"_s) {
            m_hasOptions = false;
            return;
        }
        const auto named = find(word);
        const bool isFlag = !named || named->value.isEmpty() || named->value.startsWith(u'[');
        if (!isFlag)
            m_waiting = named;
    }

    const Declaration *command() const
    {
        const auto found =
            std::find_if(m_declarations.begin(), m_declarations.end(),
                         [this](const Declaration &each) { return each.name == m_name; });
        return found == m_declarations.end() ? nullptr : &*found;
    }

    //! \return whether no word of a command's name comes any more.
    bool isNamed() const
    {
        return !m_name.isEmpty()
            && std::none_of(m_declarations.begin(), m_declarations.end(),
                            [this](const Declaration &each) {
                                return each.noun() == m_name && !each.verb().isEmpty();
                            });
    }

    //! \return what can be said here; those of every command say nothing to some.
    QList<Option> options() const
    {
        const Declaration *const named = command();
        QList<Option> all = named ? named->options : QList<Option>();
        for (const Option &option : m_globals) {
            const bool isIdle = named
                && ((option.name() == u"--dry-run"_s && !named->hasDryRun)
                    || (option.name() == u"--confirm"_s && !named->isFinal));
            if (!isIdle)
                all.append(option);
        }
        return all;
    }

    std::optional<Option> find(const QString &name) const
    {
        for (const Option &option : options())
            if (option.names.split(u',').contains(name))
                return option;
        return std::nullopt;
    }

    static void add(Expectation &expected, const Candidate &candidate, const QString &begun)
    {
        if (candidate.word.startsWith(begun))
            expected.candidates.append(candidate);
    }

    //! \return what \p what, an option or an argument, may be.
    template <typename What>
    static Expectation expectationOf(const What &what, const QString &called, const QString &begun,
                                     const QString &prefix = {})
    {
        Expectation expected{.referent = what.referent, .prefix = prefix, .begun = begun};
        for (const QString &choice : what.choices)
            add(expected, {prefix + choice}, prefix + begun);
        if (called == u"FILE"_s || called == u"[SOCKET]"_s)
            expected.other = Expectation::Else::File;
        else if (called == u"FOLDER"_s)
            expected.other = Expectation::Else::Folder;
        return expected;
    }

    Expectation value(const Option &option, const QString &begun, const QString &prefix = {}) const
    {
        if (option.name() == u"--fields"_s)
            return fields(begun, prefix);
        Expectation expected = expectationOf(option, option.value, begun, prefix);
        // What a field may be is offered once it is named.
        for (const QString &term : option.terms)
            if (begun.contains(u':') || term.endsWith(u':'))
                add(expected, {prefix + term}, prefix + begun);
        return expected;
    }

    //! \return which fields \p begun may go on with, which has commas between them.
    Expectation fields(const QString &begun, const QString &prefix) const
    {
        Expectation expected;
        const Declaration *const named = command();
        const qsizetype last = begun.lastIndexOf(u',') + 1;
        const QStringList given = begun.left(last).split(u',');
        for (const QString &field : named ? named->fields : QStringList())
            if (!given.contains(field))
                add(expected, {prefix + begun.left(last) + field}, prefix + begun);
        return expected;
    }

    Expectation option(const QString &word) const
    {
        const qsizetype end = word.indexOf(u'=') + 1;
        if (end > 0 && word.startsWith(u"--"_s)) {
            const auto named = find(word.left(end - 1));
            return named ? value(*named, word.mid(end), word.left(end)) : Expectation();
        }
        Expectation expected;
        for (const Option &option : options())
            for (const QString &name : option.names.split(u','))
                add(expected, {name, option.help}, word);
        return expected;
    }

    Expectation name(const QString &word) const
    {
        Expectation expected;
        QStringList nouns;
        for (const Declaration &each : m_declarations) {
            if (!m_name.isEmpty()) {
                if (each.noun() == m_name)
                    add(expected, {each.verb(), each.summary}, word);
            } else if (!nouns.contains(each.noun())) {
                nouns.append(each.noun());
                add(expected, {each.noun(), aboutNoun(each)}, word);
            }
        }
        return expected;
    }

    QString aboutNoun(const Declaration &first) const
    {
        QStringList verbs;
        for (const Declaration &each : m_declarations)
            if (each.noun() == first.noun())
                verbs.append(each.verb());
        return first.verb().isEmpty() ? first.summary : verbs.join(u", "_s);
    }

    Expectation argument(const QString &word) const
    {
        const Declaration *const named = command();
        if (!named)
            return {};
        Expectation expected;
        const bool isThere = !named->arguments.isEmpty();
        const bool takesMore =
            isThere && std::holds_alternative<QStringList *>(named->arguments.last().target);
        if (m_arguments < named->arguments.size() || takesMore) {
            const qsizetype place = std::min(m_arguments, named->arguments.size() - 1);
            const Argument &argument = named->arguments[place];
            expected = expectationOf(argument, argument.name, word);
        }
        const bool isOpen = expected.candidates.isEmpty() && expected.referent == Referent::None
            && expected.other == Expectation::Else::Nothing;
        // Where nothing is known of what comes, the options are.
        if (isOpen && word.isEmpty() && m_hasOptions)
            for (const Option &option : options())
                add(expected, {option.name(), option.help}, {});
        return expected;
    }

    const QList<Declaration> &m_declarations;
    const QList<Option> &m_globals;
    QString m_name; //!< Of the command, as far as it is there.
    qsizetype m_arguments = 0; //!< That are there.
    std::optional<Option> m_waiting; //!< For its value.
    bool m_hasOptions = true; //!< None come after "--".
};

} // namespace

Expectation expectationOf(const QStringList &words, const QList<Declaration> &declarations,
                          const QList<Option> &globals)
{
    if (words.isEmpty())
        return {};
    Reader reader(declarations, globals);
    for (const QString &word : words.first(words.size() - 1))
        reader.take(word);
    return reader.expect(words.last());
}

} // namespace linnet::cli
