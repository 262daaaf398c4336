// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/entitytag.h"

#include "common/core/random.h"

#include <QHashFunctions>

#include <cstring>

namespace linnet {

namespace {

//! Random, so that nobody can craft two bodies with one tag.
size_t randomSeed()
{
    const QByteArray bytes = randomBytes(sizeof(size_t));
    size_t seed = 0;
    std::memcpy(&seed, bytes.constData(), sizeof seed);
    return seed;
}

//! \return the tag without what says that it is weak.
QByteArrayView opaque(QByteArrayView tag)
{
    return tag.startsWith("W/") ? tag.sliced(2) : tag;
}

} // namespace

QByteArray weakTag(QByteArrayView body)
{
    static const size_t seed = randomSeed();
    const auto hash = quint64(qHashBits(body.data(), size_t(body.size()), seed));
    return "W/\"" + QByteArray::number(hash, 36) + '-' + QByteArray::number(body.size(), 36) + '"';
}

bool namesTag(QByteArrayView list, QByteArrayView tag)
{
    // Our tags hold no comma, so cutting at commas cannot cut one of ours in two.
    while (!list.isEmpty()) {
        const qsizetype comma = list.indexOf(',');
        const QByteArrayView each = (comma < 0 ? list : list.first(comma)).trimmed();
        if (each == "*" || (!each.isEmpty() && opaque(each) == opaque(tag)))
            return true;
        list = comma < 0 ? QByteArrayView() : list.sliced(comma + 1);
    }
    return false;
}

} // namespace linnet
