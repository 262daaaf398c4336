// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/utf8locale.h"

#include <QByteArrayView>
#include <QtGlobal>

#include <clocale>
#include <langinfo.h>

namespace linnet {

void useUtf8Locale()
{
    std::setlocale(LC_CTYPE, "");
    if (QByteArrayView(::nl_langinfo(CODESET)) == QByteArrayView("UTF-8"))
        return;
    // The first of them that is set counts; the others go on saying which language.
    qputenv(qEnvironmentVariableIsEmpty("LC_ALL") ? "LC_CTYPE" : "LC_ALL", "C.UTF-8");
    std::setlocale(LC_CTYPE, "");
}

} // namespace linnet
