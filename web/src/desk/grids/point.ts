// A place on the map, in degrees.

export interface MapPoint {
  longitude: number;
  latitude: number;
}

/** To about ten centimetres: finer is noise. */
export const pointAt = (longitude: number, latitude: number): MapPoint => ({
  longitude: Number(longitude.toFixed(6)),
  latitude: Number(latitude.toFixed(6)),
});
