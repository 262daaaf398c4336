// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/transport/http/incomingfile.h"
#include "server/transport/http/requestparams.h"

namespace linnet {

//! \brief What a request's body says, not validated yet.
struct RequestBody
{
    QJsonObject params;
    std::shared_ptr<IncomingFile> file; //!< Null: there was none.
};

//! Reads JSON and URL-encoded forms. Long ones take a while.
//! \return UnsupportedType if \p type is neither, InvalidInput unless JSON is one object.
Result<RequestBody> readBody(const Endpoint &endpoint, const QByteArray &type,
                             const QByteArray &text, const UploadSettings &uploads);

//! As readBody() does, with \p fields of a form that has been taken apart.
Result<RequestBody> readForm(const Endpoint &endpoint, const TextParams &fields,
                             const UploadSettings &uploads);

//! \return whether readBody() reads bodies of this content type.
bool isReadable(QByteArrayView contentType);

} // namespace linnet
