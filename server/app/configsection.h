// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <limits>
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
//!
//! A value that is absent leaves its target as it was, so that targets carry the defaults.
class ConfigSection
{
public:
    template <typename T>
    struct Range
    {
        T least;
        T most;
    };

    ConfigSection(const toml::table &table, QString name, ConfigProblems &problems);

    void read(std::string_view key, QString &target);
    void read(std::string_view key, bool &target);
    void read(std::string_view key, QStringList &target, const QStringList &allowed = {});
    void read(std::string_view key, int &target, Range<int> range);
    void read(std::string_view key, qint64 &target, Range<qint64> range);
    //! A whole number of milliseconds, or a text such as "90s", "15m", "12h" or "30d".
    void read(std::string_view key, std::chrono::milliseconds &target,
              Range<std::chrono::milliseconds> range);
    void readChoice(std::string_view key, QString &target, const QStringList &allowed);

    //! \return the node at \p key, which then counts as asked for.
    const toml::node *node(std::string_view key);

    //! Reports \p reason at \p key, or at the section if it is not there.
    void refuse(std::string_view key, const QString &reason);

    //! Reports each key that nobody asked for.
    void finish();

private:
    QString label(std::string_view key) const;

    const toml::table &m_table;
    QString m_name;
    ConfigProblems &m_problems;
    QStringList m_known;
};

} // namespace linnet
