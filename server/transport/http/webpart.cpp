// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/webpart.h"

#include "server/transport/http/fileresponse.h"
#include "server/transport/http/responses.h"
#include "server/transport/http/securityheaders.h"

#include <QDateTime>
#include <QFileInfo>

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

struct FileType
{
    QLatin1String suffix;
    const char *contentType;
};

constexpr std::array FileTypes = {
    FileType{"html"_L1, "text/html; charset=utf-8"},
    FileType{"js"_L1, "text/javascript; charset=utf-8"},
    FileType{"mjs"_L1, "text/javascript; charset=utf-8"},
    FileType{"css"_L1, "text/css; charset=utf-8"},
    FileType{"json"_L1, "application/json"},
    FileType{"map"_L1, "application/json"},
    FileType{"webmanifest"_L1, "application/manifest+json"},
    FileType{"wasm"_L1, "application/wasm"},
    FileType{"txt"_L1, "text/plain; charset=utf-8"},
    FileType{"svg"_L1, "image/svg+xml"},
    FileType{"png"_L1, "image/png"},
    FileType{"jpg"_L1, "image/jpeg"},
    FileType{"jpeg"_L1, "image/jpeg"},
    FileType{"gif"_L1, "image/gif"},
    FileType{"webp"_L1, "image/webp"},
    FileType{"ico"_L1, "image/x-icon"},
    FileType{"woff"_L1, "font/woff"},
    FileType{"woff2"_L1, "font/woff2"},
    FileType{"ttf"_L1, "font/ttf"},
    FileType{"mp3"_L1, "audio/mpeg"},
    FileType{"ogg"_L1, "audio/ogg"},
    FileType{"mp4"_L1, "video/mp4"},
};

QByteArray contentTypeOf(const QFileInfo &file)
{
    const QString suffix = file.suffix().toLower();
    for (const FileType &type : FileTypes) {
        if (type.suffix == suffix)
            return type.contentType;
    }
    return "application/octet-stream";
}

//! \return a tag that changes with the file.
QByteArray tagOf(const QFileInfo &file)
{
    const qint64 changed = file.fileTime(QFileDevice::FileModificationTime).toMSecsSinceEpoch();
    return '"' + QByteArray::number(changed, 36) + '-' + QByteArray::number(file.size(), 36) + '"';
}

} // namespace

bool WebPart::handles(QByteArrayView path) const
{
    if (m_root->find(path).isEmpty())
        return false;
    const auto route = m_context.table.findRoute(Method::Get, path);
    return !route.row && route.allowed.empty();
}

void WebPart::handle(net::Request request, net::Reply reply)
{
    reply.send(answer(request));
}

net::Response WebPart::answer(const net::Request &request) const
{
    if (request.method != "GET" && request.method != "HEAD")
        return methodNotAllowed(m_context.fallback, {Method::Get});
    const QFileInfo file(m_root->find(request.path));
    const FileAnswer answer{file.filePath(), contentTypeOf(file), {}, true, tagOf(file)};
    auto response = fileResponse(answer, request.method, request.headers);
    if (!response)
        return errorResponse(m_context.fallback, nothingHere());
    response->headers.set("cache-control", "no-cache");
    response->headers.set("cross-origin-resource-policy", "same-origin");
    for (const net::Header &header : pageHeaders(m_root->policy()))
        response->headers.set(header.name, header.value);
    return std::move(*response);
}

} // namespace linnet
