// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/fileresponse.h"

#include "server/transport/http/byterange.h"
#include "server/transport/http/contentdisposition.h"
#include "server/transport/http/entitytag.h"
#include "server/transport/http/filesource.h"

#include <QDateTime>
#include <QLocale>

#include <cerrno>
#include <unistd.h>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

const QString HttpDate = u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s;

QByteArray toHttpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), HttpDate).toLatin1();
}

//! \return an invalid time unless \p text is a date as today's servers write it.
QDateTime parseHttpDate(const QByteArray &text)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(text), HttpDate);
    time.setTimeSpec(Qt::UTC);
    return time;
}

net::Headers headersFor(const FileAnswer &file, const QDateTime &changed)
{
    const auto disposition = file.inlineDisplay ? Disposition::Inline : Disposition::Attachment;
    return {
        {"content-type", file.contentType},
        {"content-disposition", contentDisposition(disposition, file.name)},
        {"etag", file.etag},
        {"last-modified", toHttpDate(changed)},
        {"accept-ranges", "bytes"},
        {"cache-control", "private, no-cache"},
        {"cross-origin-resource-policy", "cross-origin"}, // Pages of other origins show media.
        {"x-content-type-options", "nosniff"},
    };
}

//! \p changed is whole seconds, as the wire has them.
bool isUnchanged(const net::Headers &request, const QByteArray &etag, const QDateTime &changed)
{
    if (request.contains("if-none-match"))
        return namesTag(request.value("if-none-match"), etag);
    const QDateTime since = parseHttpDate(request.value("if-modified-since"));
    return since.isValid() && changed <= since;
}

//! \return whether the part a client has is of this very file. Weak tags prove nothing here.
bool mayContinue(const net::Headers &request, const QByteArray &etag, const QDateTime &changed)
{
    if (!request.contains("if-range"))
        return true;
    const QByteArray condition = request.value("if-range");
    return condition == etag || condition == toHttpDate(changed);
}

ByteRange wantedRange(const QByteArray &method, const net::Headers &request, qint64 size,
                      bool mayBePart)
{
    if (method != "GET" || !mayBePart)
        return {};
    return parseRange(request.value("range"), size);
}

//! \return why \p file, which could not be opened, is not there.
Error notGiven(const QFile &file)
{
    const QString detail = file.fileName() + u": "_s + file.errorString();
    const bool isGone =
        ::access(QFile::encodeName(file.fileName()).constData(), F_OK) != 0 && errno == ENOENT;
    if (isGone)
        return {Error::Kind::NotFound, "file_not_found"_L1, u"File not found"_s, detail};
    return {Error::Kind::Unavailable, "storage_unavailable"_L1,
            u"The file cannot be read at the moment."_s, detail};
}

} // namespace

Result<net::Response> fileResponse(const FileAnswer &file, const QByteArray &method,
                                   const net::Headers &requestHeaders)
{
    auto opened = std::make_unique<QFile>(file.path);
    if (!opened->open(QIODevice::ReadOnly))
        return notGiven(*opened);
    QDateTime changed = opened->fileTime(QFileDevice::FileModificationTime).toUTC();
    changed = QDateTime::fromSecsSinceEpoch(changed.toSecsSinceEpoch(), Qt::UTC);
    const qint64 size = opened->size();

    net::Response response;
    response.headers = headersFor(file, changed);
    if (isUnchanged(requestHeaders, file.etag, changed)) {
        response.status = 304;
        return response;
    }
    const ByteRange range =
        wantedRange(method, requestHeaders, size, mayContinue(requestHeaders, file.etag, changed));
    const QByteArray total = QByteArray::number(size);
    if (range.kind == ByteRange::Kind::Unsatisfiable) {
        response.status = 416;
        response.headers.add("content-range", "bytes */" + total);
        return response;
    }
    if (range.kind == ByteRange::Kind::Whole) {
        response.source = std::make_unique<FileSource>(std::move(opened), 0, size);
        return response;
    }
    const QByteArray first = QByteArray::number(range.first);
    const QByteArray last = QByteArray::number(range.first + range.length - 1);
    response.status = 206;
    response.headers.add("content-range", "bytes " + first + '-' + last + '/' + total);
    response.source = std::make_unique<FileSource>(std::move(opened), range.first, range.length);
    return response;
}

} // namespace linnet
