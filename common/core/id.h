// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QString>
#include <QStringView>

#include <algorithm>
#include <compare>
#include <functional>
#include <optional>

namespace linnet {

//! \brief A 64-bit, time-ordered identity; ids of different kinds cannot be swapped.
//!
//! 41 bits of milliseconds, 10 of node, 12 of sequence: see IdGenerator. Always a decimal string on
//! the wire, because JavaScript's numbers end at 2^53.
template <typename Tag>
class Id
{
public:
    constexpr Id() = default;
    constexpr explicit Id(qint64 value)
        : m_value(value)
    {}

    //! \return nothing unless \p text is the decimal form of a positive id, without sign or
    //! padding.
    static std::optional<Id> parse(QStringView text)
    {
        const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
        if (text.isEmpty() || text.front() == u'0'
            || !std::all_of(text.begin(), text.end(), isDigit))
            return std::nullopt;
        bool ok = false;
        const qint64 value = text.toLongLong(&ok);
        return ok ? std::optional(Id(value)) : std::nullopt;
    }

    constexpr qint64 value() const { return m_value; }
    constexpr bool isNull() const { return m_value == 0; }
    QString toString() const { return QString::number(m_value); }

    friend constexpr auto operator<=>(const Id &, const Id &) = default;
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept
    {
        return ::qHash(id.m_value, seed);
    }

private:
    qint64 m_value = 0;
};

using UserId = Id<struct UserTag>;
using SessionId = Id<struct SessionTag>;
using ConversationId = Id<struct ConversationTag>;
using MessageId = Id<struct MessageTag>;
using MediaId = Id<struct MediaTag>;
using JobId = Id<struct JobTag>;
using FriendshipId = Id<struct FriendshipTag>;
using NotificationId = Id<struct NotificationTag>;

} // namespace linnet

template <typename Tag>
struct std::hash<linnet::Id<Tag>>
{
    size_t operator()(const linnet::Id<Tag> &id) const noexcept { return qHash(id.value()); }
};
