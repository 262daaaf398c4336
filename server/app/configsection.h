// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/setting.h"

#include <string_view>
#include <toml++/toml.h>

namespace linnet {

//! \brief What is wrong with a configuration file, each as "file:line:column: reason".
class ConfigProblems
{
public:
    explicit ConfigProblems(QString file)
        : m_file(std::move(file))
    {}

    void add(const toml::source_region &where, const QString &reason);

    const QStringList &list() const { return m_list; }

private:
    QString m_file;
    QStringList m_list;
};

//! \brief One table of the file, read strictly: what is not asked for must not be there.
class ConfigSection
{
public:
    ConfigSection(const toml::table &table, QString name, ConfigProblems &problems);

    //! \return the value of \p setting, whose section this is; nothing if it is not there, or is
    //! wrong, which then has been reported.
    std::optional<QJsonValue> read(const Setting &setting);

    //! \return the node at \p key, which then counts as asked for.
    const toml::node *node(const QString &key);

    //! Reports \p reason at \p key, or at the section if it is not there.
    void refuse(const QString &key, const QString &reason);

    //! Reports each key that nobody asked for.
    void finish();

private:
    QString label(const QString &key) const;

    const toml::table &m_table;
    QString m_name;
    ConfigProblems &m_problems;
    QStringList m_known;
};

} // namespace linnet
