// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/mirror.h"

namespace linnet {

namespace {

//! \return whether \p path is \p prefix or goes on below it.
bool isBelow(QByteArrayView path, QByteArrayView prefix)
{
    return path.startsWith(prefix)
        && (path.size() == prefix.size() || path.at(prefix.size()) == '/');
}

} // namespace

QList<Endpoint> mirrored(QList<Endpoint> rows, QByteArrayView prefix, QByteArrayView twin)
{
    for (Endpoint &row : rows) {
        std::vector<Place> places = row.aliases;
        if (row.method != Method::None)
            places.push_back({row.method, row.path.latin1()});
        for (const Place &place : places) {
            if (isBelow(place.path, prefix))
                row.aliases.push_back(
                    {place.method, twin.toByteArray() + place.path.sliced(prefix.size())});
        }
    }
    return rows;
}

} // namespace linnet
