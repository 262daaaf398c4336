// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/media/mediaservice.h"

namespace linnet::phone {

//! \brief The phone dialect's files: sending them up and showing them.
class PhoneMediaApi
{
public:
    explicit PhoneMediaApi(MediaService &media)
        : m_media(media)
    {}

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> upload(Call call);
    QCoro::Task<Result<Answer>> file(Call call);
    QCoro::Task<Result<Answer>> thumbnail(Call call);

    MediaService &m_media;
};

} // namespace linnet::phone
