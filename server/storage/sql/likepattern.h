// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace linnet {

//! \return a pattern for LIKE … ESCAPE '\' that \p text alone matches, in which nothing stands for
//! something else.
inline QString likePattern(QString text)
{
    text.replace(u'\\', QLatin1String("\\\\"));
    text.replace(u'%', QLatin1String("\\%"));
    text.replace(u'_', QLatin1String("\\_"));
    return text;
}

} // namespace linnet
