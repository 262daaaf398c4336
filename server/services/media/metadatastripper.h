// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace linnet {

//! \brief Takes what an image tells about its maker (place, device, owner, comments) out of it.
//!
//! Pixels stay as they are, bit for bit: only the parts of the file that carry metadata are left
//! out. A JPEG's orientation is kept, since the picture would lie on its side without it; colour
//! profiles are kept.
//! \param contentType as detectMediaType() says: image/jpeg, image/png, image/gif or image/webp.
//! \return nothing if \p file is not well-formed enough to be sure that everything was found, or a
//! JPEG of more scans than pictures have, which would take hours to decode.
std::optional<QByteArray> stripMetadata(const QByteArray &file, const QByteArray &contentType);

} // namespace linnet
