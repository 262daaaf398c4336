// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>

namespace linnet {

//! \return what \p shape makes of each of \p values.
template <typename Range, typename Shape>
QJsonArray toArray(const Range &values, Shape shape)
{
    QJsonArray array;
    for (const auto &value : values)
        array.append(shape(value));
    return array;
}

} // namespace linnet
