// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace linnet {

//! \return whether \p tag may name a language, e.g. "pt-BR".
bool isLanguageTag(const QString &tag);

//! \return the languages of \p header, which is an Accept-Language, the most welcome first and with
//! commas between them: no more than a few, and none that are no languages.
QString acceptedLanguages(const QByteArray &header);

} // namespace linnet
