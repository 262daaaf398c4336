// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QList>

#include <limits>

namespace linnet {

//! The largest integer that every reader of JSON takes for the same.
constexpr qint64 MostInteger = (qint64(1) << 53) - 1;

//! \brief What a parameter must be. A violation is answered with a sentence that names the field.
struct Field
{
    enum class Type { String, Integer, Number, Boolean, Object, Array, StringArray, Any };
    enum class Need { Required, Optional };

    //! As good as no limit, and yet what a handler may read as an int.
    static constexpr qint64 NoMost = std::numeric_limits<int>::max();

    QLatin1String name;
    Type type = Type::String;
    Need need = Need::Required;
    qint64 least = 0; //!< Code points of a string, elements of an array, or the least integer.
    qint64 most = NoMost;
    QLatin1String description = {}; //!< For the API reference.
};

//! \brief The parameters an endpoint takes. Unknown ones are ignored, and never reach a service.
using Schema = QList<Field>;

} // namespace linnet
