// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <variant>

namespace linnet {

//! \brief SQL that stands in a source file. Nothing that is known at run time becomes one.
class SqlLiteral
{
public:
    consteval SqlLiteral(const char *text)
        : m_text(text)
    {}

    constexpr const char *text() const { return m_text; }

private:
    const char *m_text;
};

//! \brief SQL put together at run time, of literals alone: what somebody wrote is bound and never
//! part of it.
class SqlText
{
public:
    SqlText() = default;
    SqlText(SqlLiteral literal)
        : m_text(literal.text())
    {}

    SqlText &operator+=(SqlLiteral literal)
    {
        m_text += literal.text();
        return *this;
    }
    SqlText &operator+=(const SqlText &other)
    {
        m_text += other.m_text;
        return *this;
    }
    friend SqlText operator+(SqlText text, SqlLiteral literal) { return text += literal; }
    friend SqlText operator+(SqlText text, const SqlText &other) { return text += other; }

    const QByteArray &toByteArray() const { return m_text; }

private:
    QByteArray m_text;
};

//! \brief A value for a question mark of an SqlText.
using SqlValue = std::variant<qint64, QString>;

} // namespace linnet
