// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/filter.h"

#include "common/core/nearestname.h"
#include "common/domain/filterterms.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

using Operator = FilterTerm::Operator;
using Where = TextPattern::Where;

QString quoted(QStringView text)
{
    return u'"' + shortened(text) + u'"';
}

//! \return the end of a sentence about \p typed, which is none of \p names.
QString withHint(const QString &typed, const QStringList &names)
{
    const QString hint = didYouMean(typed, names);
    return hint.isEmpty() ? u"."_s : hint;
}

Error unknownField(const FilterTerm &term, const FilterFields &list)
{
    QStringList names;
    for (const FilterField &field : list.fields)
        names.append(field.name);
    return filterMistake(term,
                         u"there is no field %1%2 The fields are: %3."_s.arg(
                             quoted(term.field), withHint(term.field, names), names.join(u", ")));
}

const FilterField *findField(const FilterFields &list, QStringView name)
{
    const auto found =
        std::find_if(list.fields.begin(), list.fields.end(), [name](const FilterField &field) {
            return name.compare(field.name, Qt::CaseInsensitive) == 0;
        });
    return found == list.fields.end() ? nullptr : &*found;
}

TextPattern toPattern(const FilterValue &value)
{
    if (value.isOpenBefore && value.isOpenAfter)
        return {value.text, Where::Anywhere};
    if (value.isOpenBefore)
        return {value.text, Where::End};
    return {value.text, value.isOpenAfter ? Where::Start : Where::Whole};
}

AnyText toPatterns(const FilterTerm &term)
{
    AnyText patterns;
    for (const FilterValue &value : term.anyOf)
        patterns.push_back(toPattern(value));
    return patterns;
}

//! \return what is \p comparison to all of \p value.
template <typename T>
Between<T> compared(Operator comparison, const Between<T> &value)
{
    switch (comparison) {
    case Operator::Is:
        return value;
    case Operator::Less:
        return {.before = value.from};
    case Operator::LessOrEqual:
        return {.before = value.before};
    case Operator::Greater:
        return {.from = value.before};
    case Operator::GreaterOrEqual:
        return {.from = value.from};
    }
    Q_UNREACHABLE();
}

//! \brief Makes one term what it asks of its field.
class ConditionReader
{
public:
    ConditionReader(const FilterTerm &term, const FilterField &field, Timestamp now)
        : m_term(term)
        , m_field(field)
        , m_now(now)
    {}

    Result<FilterCondition> read() const;

private:
    Result<> check() const;
    Result<FilterCondition> readKind() const;
    Result<FilterCondition> readExact() const;
    Result<FilterCondition> readTimes() const;
    Result<FilterCondition> readNumbers() const;
    Result<FilterCondition> readIds() const;
    Result<FilterCondition> readNetworks() const;
    Result<FilterCondition> readFlag() const;

    template <typename Value>
    FilterCondition condition(Value value) const
    {
        return {m_field.name, m_term.isNegated, std::move(value)};
    }
    Error mistake(const QString &reason) const { return filterMistake(m_term, reason); }
    //! \return that the field wants \p what and not \p value.
    Error wants(const QString &what, const FilterValue &value) const
    {
        return mistake(u"%1 wants %2, not %3."_s.arg(m_field.name, what, quoted(value.text)));
    }

    const FilterTerm &m_term;
    const FilterField &m_field;
    Timestamp m_now;
};

Result<FilterCondition> ConditionReader::read() const
{
    if (const auto checked = check(); !checked)
        return checked.error();
    return readKind();
}

//! Sees to it that the signs of the term are some of its field's.
Result<> ConditionReader::check() const
{
    using Kind = FilterField::Kind;
    const bool isCompared = m_term.comparison != Operator::Is;
    if (isCompared && m_field.kind != Kind::Time && m_field.kind != Kind::Number)
        return mistake(u"%1 has no order; write %1:value."_s.arg(m_field.name));
    if (isCompared && m_term.anyOf.size() > 1)
        return mistake(u"a comparison is with one value."_s);
    const bool isOpen = std::any_of(m_term.anyOf.begin(), m_term.anyOf.end(),
                                    [](const FilterValue &value) { return value.isOpen(); });
    if (isOpen && m_field.kind != Kind::Text)
        return mistake(u"%1 has no parts for a * to stand for."_s.arg(m_field.name));
    return {};
}

Result<FilterCondition> ConditionReader::readKind() const
{
    switch (m_field.kind) {
    case FilterField::Kind::Text:
        return condition(toPatterns(m_term));
    case FilterField::Kind::Exact:
        return readExact();
    case FilterField::Kind::Time:
        return readTimes();
    case FilterField::Kind::Number:
        return readNumbers();
    case FilterField::Kind::Id:
        return readIds();
    case FilterField::Kind::Network:
        return readNetworks();
    case FilterField::Kind::Flag:
        return readFlag();
    }
    Q_UNREACHABLE();
}

Result<FilterCondition> ConditionReader::readExact() const
{
    const QStringList &choices = m_field.choices;
    AnyExact values;
    for (const FilterValue &value : m_term.anyOf) {
        const auto choice =
            std::find_if(choices.begin(), choices.end(), [&value](const QString &each) {
                return each.compare(value.text, Qt::CaseInsensitive) == 0;
            });
        if (choice == choices.end() && !choices.isEmpty())
            return mistake(u"%1 is one of %2, not %3%4"_s.arg(m_field.name, choices.join(u", "),
                                                              quoted(value.text),
                                                              withHint(value.text, choices)));
        values.append(choices.isEmpty() ? value.text : *choice);
    }
    return condition(values);
}

Result<FilterCondition> ConditionReader::readTimes() const
{
    AnyTime times;
    for (const FilterValue &value : m_term.anyOf) {
        const auto time = parseTime(value.text, m_now);
        if (!time)
            return wants(
                u"a date as 2026-01-31, a time as 2026-01-31T09:05Z or one from now as -7d"_s,
                value);
        if (m_term.comparison == Operator::Is && isRelativeTime(value.text))
            return mistake(u"a time from now is a moment; write %1>%2 for what is later, or < for "
                           "what is earlier."_s.arg(m_field.name, value.text));
        times.push_back(compared(m_term.comparison, *time));
    }
    return condition(times);
}

Result<FilterCondition> ConditionReader::readNumbers() const
{
    AnyNumber numbers;
    for (const FilterValue &value : m_term.anyOf) {
        const auto number = parseQuantity(value.text);
        if (!number)
            return wants(u"a whole number as 512 or 10MB"_s, value);
        numbers.push_back(compared(m_term.comparison, Between<qint64>{*number, *number + 1}));
    }
    return condition(numbers);
}

Result<FilterCondition> ConditionReader::readIds() const
{
    AnyId ids;
    for (const FilterValue &value : m_term.anyOf) {
        const auto id = FilteredId::parse(value.text);
        if (!id)
            return wants(u"an id, which is digits alone"_s, value);
        ids.push_back(*id);
    }
    return condition(ids);
}

Result<FilterCondition> ConditionReader::readNetworks() const
{
    QStringList entries;
    for (const FilterValue &value : m_term.anyOf) {
        if (!NetworkList::parse({value.text}))
            return wants(u"an address or a network as 10.0.0.0/8"_s, value);
        entries.append(value.text);
    }
    return condition(*NetworkList::parse(entries));
}

Result<FilterCondition> ConditionReader::readFlag() const
{
    const FilterValue &value = m_term.anyOf.front();
    const auto flag = parseFlag(value.text);
    if (!flag)
        return wants(u"true or false"_s, value);
    if (m_term.anyOf.size() > 1)
        return mistake(u"%1 has one value."_s.arg(m_field.name));
    return condition(*flag);
}

//! \return \p term, which names no field, as what is looked for in \p list.
Result<FilterCondition> readSearch(const FilterTerm &term, const FilterFields &list)
{
    if (list.searched.isEmpty())
        return filterMistake(term,
                             u"this list has no text to look for words in; write field:value."_s);
    AnyText patterns = toPatterns(term);
    for (TextPattern &pattern : patterns) {
        if (pattern.text.isEmpty())
            return filterMistake(term, u"nothing is looked for."_s);
        if (pattern.where == Where::Whole)
            pattern.where = Where::Anywhere;
    }
    return FilterCondition{list.searched, term.isNegated, patterns};
}

Result<FilterCondition> readTerm(const FilterTerm &term, const FilterFields &list, Timestamp now)
{
    if (term.field.isEmpty())
        return readSearch(term, list);
    const FilterField *const field = findField(list, term.field);
    if (!field)
        return unknownField(term, list);
    return ConditionReader(term, *field, now).read();
}

} // namespace

Result<Filter> parseFilter(QStringView expression, const FilterFields &list, Timestamp now)
{
    const auto terms = parseFilterTerms(expression);
    if (!terms)
        return terms.error();
    Filter filter;
    for (const FilterTerm &term : *terms) {
        auto condition = readTerm(term, list, now);
        if (!condition)
            return condition.error();
        filter.push_back(*std::move(condition));
    }
    return filter;
}

} // namespace linnet
