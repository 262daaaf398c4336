// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/headers.h"

#include <algorithm>

namespace linnet::net {

void Headers::add(QByteArray name, QByteArray value)
{
    m_fields.push_back({std::move(name), std::move(value)});
}

void Headers::set(const QByteArray &name, QByteArray value)
{
    std::erase_if(m_fields, [&](const Header &field) { return field.name == name; });
    add(name, std::move(value));
}

bool Headers::contains(QByteArrayView name) const
{
    return std::any_of(begin(), end(), [&](const Header &field) { return field.name == name; });
}

QByteArray Headers::value(QByteArrayView name) const
{
    const auto field =
        std::find_if(begin(), end(), [&](const Header &each) { return each.name == name; });
    return field == end() ? QByteArray() : field->value;
}

} // namespace linnet::net
