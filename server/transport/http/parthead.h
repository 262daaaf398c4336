// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/transport/http/multipart.h"

#include <QHash>

namespace linnet {

//! \brief A header value with parameters: "form-data; name=x".
struct ParameterField
{
    QByteArray value; //!< In lower case.
    QHash<QByteArray, QByteArray> parameters; //!< By lower-case name, unquoted.
};

//! \return nothing if \p text is not a value and well-formed parameters, each named once.
std::optional<ParameterField> parseParameters(QByteArrayView text);

//! \param head the lines of a part's head, without the empty one.
//! \return an InvalidInput error unless it names a form field.
Result<FormPart> parsePartHead(QByteArrayView head);

} // namespace linnet
