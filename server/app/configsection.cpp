// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/configsection.h"

#include "common/core/nearestname.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

//! \return undefined for what no setting can be.
QJsonValue toJson(const toml::node &node)
{
    if (const auto *text = node.as_string())
        return QString::fromStdString(text->get());
    if (const auto *number = node.as_integer())
        return qint64(number->get());
    if (const auto *truth = node.as_boolean())
        return truth->get();
    const toml::array *const array = node.as_array();
    if (!array)
        return QJsonValue::Undefined;
    QJsonArray list;
    for (const toml::node &each : *array)
        list.append(toJson(each));
    return list;
}

const toml::node &elementOf(const toml::node &node, int index)
{
    return index < 0 ? node : *node.as_array()->get(size_t(index));
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

const toml::node *ConfigSection::node(const QString &key)
{
    m_known.append(key);
    return m_table.get(key.toStdString());
}

QString ConfigSection::label(const QString &key) const
{
    return m_name.isEmpty() ? key : m_name + u'.' + key;
}

void ConfigSection::refuse(const QString &key, const QString &reason)
{
    const toml::node *const node = m_table.get(key.toStdString());
    m_problems.add(node ? node->source() : m_table.source(), label(key) + u' ' + reason);
}

std::optional<QJsonValue> ConfigSection::read(const Setting &setting)
{
    const toml::node *const found = node(setting.key());
    if (!found)
        return std::nullopt;
    QJsonValue value = toJson(*found);
    const auto wrong = acceptValue(setting, value);
    if (!wrong)
        return value;
    m_problems.add(elementOf(*found, wrong->element).source(), setting.name + u' ' + wrong->reason);
    return std::nullopt;
}

void ConfigSection::finish()
{
    for (const auto &[key, value] : m_table) {
        const QString name = toText(key.str());
        if (!m_known.contains(name))
            m_problems.add(key.source(),
                           u"%1 is not known%2"_s.arg(label(name), didYouMean(name, m_known)));
    }
}

} // namespace linnet
