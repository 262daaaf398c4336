// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QList>

#include <limits>

namespace linnet {

//! \brief What a parameter must be. A violation is answered with a sentence that names the field.
struct Field
{
    enum class Type { String, Integer, Number, Boolean, Object, Array, StringArray, Any };
    enum class Need { Required, Optional };

    QLatin1String name;
    Type type = Type::String;
    Need need = Need::Required;
    int least = 0; //!< Code points of a string, elements of an array, or the least integer.
    int most = std::numeric_limits<int>::max();
    QLatin1String description = {}; //!< For the API reference.
};

//! \brief The parameters an endpoint takes. Unknown ones are ignored, and never reach a service.
using Schema = QList<Field>;

} // namespace linnet
