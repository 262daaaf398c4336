// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <initializer_list>
#include <vector>

namespace linnet::net {

//! \brief One header field. Names are kept in lower case; HTTP does not tell them apart.
struct Header
{
    QByteArray name;
    QByteArray value;
};

//! \brief The header fields of a request or a response, in order.
class Headers
{
public:
    Headers() = default;
    Headers(std::initializer_list<Header> fields)
        : m_fields(fields)
    {}

    void add(QByteArray name, QByteArray value);
    //! Replaces every field of that name by one.
    void set(const QByteArray &name, QByteArray value);

    bool contains(QByteArrayView name) const;
    //! \return the first value of that name; a null array if there is none.
    QByteArray value(QByteArrayView name) const;

    auto begin() const { return m_fields.begin(); }
    auto end() const { return m_fields.end(); }
    size_t size() const { return m_fields.size(); }

private:
    std::vector<Header> m_fields;
};

} // namespace linnet::net
