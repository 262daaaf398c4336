// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/configsection.h"

#include "common/core/nearestname.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString quoted(const QStringList &names)
{
    return u'"' + names.join(u"\", \""_s) + u'"';
}

//! \return nothing unless \p text is a number with a unit.
std::optional<std::chrono::milliseconds> parseDuration(const QString &text)
{
    static const QRegularExpression pattern(u"^([0-9]{1,9}) ?(ms|s|m|h|d)$"_s);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 count = match.captured(1).toLongLong();
    const QString unit = match.captured(2);
    if (unit == u"ms")
        return std::chrono::milliseconds(count);
    if (unit == u"s")
        return std::chrono::seconds(count);
    if (unit == u"m")
        return std::chrono::minutes(count);
    return unit == u"h" ? std::chrono::hours(count) : std::chrono::hours(24 * count);
}

} // namespace

void ConfigProblems::add(const toml::source_region &where, const QString &reason)
{
    m_list.append(
        u"%1:%2:%3: %4"_s.arg(m_file).arg(where.begin.line).arg(where.begin.column).arg(reason));
}

ConfigSection::ConfigSection(const toml::table &table, QString name, ConfigProblems &problems)
    : m_table(table)
    , m_name(std::move(name))
    , m_problems(problems)
{}

const toml::node *ConfigSection::node(std::string_view key)
{
    m_known.append(toText(key));
    return m_table.get(key);
}

QString ConfigSection::label(std::string_view key) const
{
    return m_name.isEmpty() ? toText(key) : m_name + u'.' + toText(key);
}

void ConfigSection::refuse(std::string_view key, const QString &reason)
{
    const toml::node *const node = m_table.get(key);
    m_problems.add(node ? node->source() : m_table.source(), label(key) + u' ' + reason);
}

void ConfigSection::read(std::string_view key, QString &target)
{
    const toml::node *const found = node(key);
    if (!found)
        return;
    if (const auto *text = found->as_string())
        target = QString::fromStdString(text->get());
    else
        refuse(key, u"must be a text in quotes"_s);
}

void ConfigSection::read(std::string_view key, bool &target)
{
    const toml::node *const found = node(key);
    if (!found)
        return;
    if (const auto *value = found->as_boolean())
        target = value->get();
    else
        refuse(key, u"must be true or false"_s);
}

void ConfigSection::read(std::string_view key, QStringList &target, const QStringList &allowed)
{
    const toml::node *const found = node(key);
    if (!found)
        return;
    const toml::array *const array = found->as_array();
    if (!array || (!array->empty() && !array->is_homogeneous<std::string>())) {
        refuse(key, u"must be a list of texts in quotes"_s);
        return;
    }
    QStringList texts;
    for (const toml::node &each : *array) {
        const QString text = QString::fromStdString(each.as_string()->get());
        if (!allowed.isEmpty() && !allowed.contains(text))
            m_problems.add(each.source(),
                           u"%1 may contain %2, not \"%3\"%4"_s.arg(
                               label(key), quoted(allowed), text, didYouMean(text, allowed)));
        texts.append(text);
    }
    target = texts;
}

void ConfigSection::read(std::string_view key, int &target, Range<int> range)
{
    qint64 value = target;
    read(key, value, Range<qint64>{range.least, range.most});
    target = int(value);
}

void ConfigSection::read(std::string_view key, qint64 &target, Range<qint64> range)
{
    const toml::node *const found = node(key);
    if (!found)
        return;
    const auto *value = found->as_integer();
    if (!value)
        refuse(key, u"must be a whole number"_s);
    else if (value->get() < range.least || value->get() > range.most)
        refuse(key, u"must be from %1 to %2"_s.arg(range.least).arg(range.most));
    else
        target = value->get();
}

void ConfigSection::read(std::string_view key, std::chrono::milliseconds &target,
                         Range<std::chrono::milliseconds> range)
{
    const toml::node *const found = node(key);
    if (!found)
        return;
    std::optional<std::chrono::milliseconds> value;
    if (const auto *number = found->as_integer())
        value = std::chrono::milliseconds(number->get());
    else if (const auto *text = found->as_string())
        value = parseDuration(QString::fromStdString(text->get()));
    if (!value)
        refuse(key, u"must be a number of milliseconds, or a text such as \"90s\" or \"15m\""_s);
    else if (*value < range.least || *value > range.most)
        refuse(key, u"must be from %1 to %2 ms"_s.arg(range.least.count()).arg(range.most.count()));
    else
        target = *value;
}

void ConfigSection::readChoice(std::string_view key, QString &target, const QStringList &allowed)
{
    QString choice = target;
    read(key, choice);
    if (allowed.contains(choice))
        target = choice;
    else
        refuse(key,
               u"must be one of %1, not \"%2\"%3"_s.arg(quoted(allowed), choice,
                                                        didYouMean(choice, allowed)));
}

void ConfigSection::finish()
{
    for (const auto &[key, value] : m_table) {
        const QString name = toText(key.str());
        if (!m_known.contains(name))
            m_problems.add(key.source(),
                           u"%1 is not known%2"_s.arg(label(key.str()), didYouMean(name, m_known)));
    }
}

} // namespace linnet
